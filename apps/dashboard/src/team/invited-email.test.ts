import { expect, it } from 'vitest';
import { isInvitable } from './invited-email.ts';

it.each(['ann@acme.example', 'ann.b+line@mail.acme.example'])('%s can be invited', (email) => {
  expect(isInvitable(email)).toBe(true);
});

it.each(['', 'ann', 'vet@willowvets', 'ann,bob@acme.example', 'ann@acme.example, bob@acme.example', '@acme.example'])(
  "%j can't be invited",
  (email) => {
    expect(isInvitable(email)).toBe(false);
  },
);
