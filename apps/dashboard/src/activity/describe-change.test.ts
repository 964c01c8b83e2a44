import type { SettingsEvent } from '@linekeeper/contract';
import type { PhoneNumber } from '@linekeeper/phone-number';
import { expect, it } from 'vitest';
import { describeChange } from './describe-change.ts';
import { ACTIVITY } from './texts.ts';

const NUMBER = '+442079460018' as PhoneNumber;
const ACCOUNT = ['accountSid', 'authToken'];
const EVENT = {
  type: 'setting',
  id: '1',
  at: '2026-03-09T10:00:00.000Z',
  actor: { type: 'PERSON', name: 'Ann' },
} as const;

it.each([
  [{ setting: 'NAME', before: 'Acme', after: 'Acme Dental' }, 'Company name changed from Acme to Acme Dental'],
  [{ setting: 'LOCATION', before: null, after: 'Leeds' }, 'Location set to Leeds'],
  [{ setting: 'TIMEZONE', before: 'Europe/London', after: null }, 'Time zone Europe/London removed'],
  [{ setting: 'COUNTRY', before: 'GB', after: 'US' }, 'Default country changed from United Kingdom to United States'],
  [{ setting: 'PROVIDER', names: ACCOUNT, replaced: [] }, 'Twilio account added'],
  [{ setting: 'PROVIDER', names: ACCOUNT, replaced: ACCOUNT }, 'Twilio account changed'],
  [{ setting: 'PROVIDER', names: ACCOUNT, replaced: null }, 'Twilio account changed'],
  [
    { setting: 'PROVIDER', names: ['authToken', 'region'], replaced: [] },
    'Provider settings changed: authToken, region',
  ],
  [
    {
      setting: 'CALL_HANDLING',
      before: null,
      after: { kind: 'FORWARD', phoneNumber: NUMBER },
    },
    'Call handling changed: Calls are forwarded to +44 20 7946 0018.',
  ],
] as const)('the change %j is described as "%s"', (event, sentence) => {
  expect(describeChange({ ...EVENT, ...event } as SettingsEvent & { type: 'setting' })).toBe(sentence);
});

it.each([
  [{ from: null, to: NUMBER }, 'Number +44 20 7946 0018 assigned to your company'],
  [{ from: NUMBER, to: null }, 'Number +44 20 7946 0018 removed from your company'],
])('the decision %j of the operator is described as "%s"', (change, sentence) => {
  const actor = { type: 'OPERATOR', name: 'ops' } as const;
  expect(describeChange({ ...EVENT, type: 'number', kind: 'ASSIGNED', actor, ...change } as const)).toBe(sentence);
});

it('the operator is named as on the other pages', () => {
  expect(ACTIVITY.by.OPERATOR('ops')).toBe('The people who run this service (ops)');
});
