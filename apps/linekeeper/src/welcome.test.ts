import { expect, it } from 'vitest';
import { welcome } from './welcome.ts';

const LOCAL = { address: 'http://localhost:3000', demo: true, warnings: [] };

it('on this machine alone, the start says in one line that calls need a public address, whatever command started it', () => {
  const lines = welcome(LOCAL).split('\n');
  const about = lines.filter((line) => line.includes('PUBLIC_URL'));
  expect(about).toEqual([expect.stringMatching(/^Calls can only arrive if PUBLIC_URL is an https address/)]);
  expect(about[0]).toMatch(/for example PUBLIC_URL=https:\/\/lines\.example$/);
  expect(about[0]).not.toContain('npx');
});

it('with a public address, the start says nothing about it', () => {
  const told = welcome({ ...LOCAL, address: 'https://lines.example', demo: false });
  expect(told).toContain('Linekeeper is ready at https://lines.example');
  expect(told).not.toContain('PUBLIC_URL');
});
