import { printableName } from '@linekeeper/contract';
import { expect, it } from 'vitest';
import { plainText } from './command.ts';
import { table } from './table.ts';

it.each([
  ['a mark that changes the direction of the text', 'Acme\u202egro.live', 'Acme\\u{202e}gro.live'],
  ['an isolate', '\u2067Acme\u2069', '\\u{2067}Acme\\u{2069}'],
  ['an escape sequence', '\u001b[2JAcme', '\\u{1b}[2JAcme'],
  ['a line break', 'Acme\nID', 'Acme\\u{a}ID'],
  ['a line separator', 'Acme\u2028ID', 'Acme\\u{2028}ID'],
  ['an invisible space', 'Ac\u200bme', 'Ac\\u{200b}me'],
  ['padding', `Acme${' '.repeat(90)}+1 415\u3000\u00a0x`, 'Acme +1 415 x'],
  ['a long name', 'x'.repeat(90), `${'x'.repeat(59)}…`],
  ['a joiner that a script needs', 'می\u200cخواهم', 'می\u200cخواهم'],
])('a table shows %s escaped or as it is, in its own cell', (_, name, shown) => {
  expect(table(['NAME', 'ID'], [[printableName(name), 'id']])[1]?.replace(/ +id$/, '')).toBe(shown);
});

it('a table aligns columns after wide characters and combining marks', () => {
  const [, ...rows] = table(
    ['NAME', 'ID'],
    [
      ['東京', 'id'],
      ['Cafe\u0301', 'id'],
      ['👩‍⚕️ab', 'id'],
      ['abcd', 'id'],
    ],
  );
  expect(rows).toEqual(['東京  id', 'Cafe\u0301  id', '👩‍⚕️ab  id', 'abcd  id']);
});

it('a command refuses a typed name with a mark that changes the direction of the text, or a control character', () => {
  for (const name of ['Acme\u202e', 'Ac\u2028me', 'a\u0000b', 'Ac\u200bme', '\u2067Acme']) {
    expect(plainText({ max: 100 }).safeParse(name).success).toBe(false);
  }
  expect(plainText({ max: 100 }).parse('  Café 東京 👩‍⚕️ ')).toBe('Café 東京 👩‍⚕️');
});

it("a table also escapes marks that change the direction of the text in cells that aren't names", () => {
  const [, row] = table(['NUMBER'], [['+1\u202e415']]);
  expect(row).toBe('+1\\u{202e}415');
});
