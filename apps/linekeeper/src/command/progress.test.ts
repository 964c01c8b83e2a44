import { expect, it } from 'vitest';
import { progressOn } from './progress.ts';

function watched(isTTY: boolean) {
  const written: string[] = [];
  let seconds = 0;
  const write = (text: string | Uint8Array) => written.push(String(text)) > 0;
  const show = progressOn({ isTTY, columns: 10, write }, () => seconds * 1000);
  const at = (second: number, text: string) => {
    seconds = second;
    show(text);
  };
  return { written, at };
}

it('progress replaces the line on a terminal, and fits it to its width', () => {
  const { written, at } = watched(true);
  at(0, 'read 1 of 2 companies');
  at(0, '');
  expect(written).toEqual(['\r\u001b[Kread 1 of', '\r\u001b[K']);
});

it('progress writes a whole line every five seconds to a file, and none for a short command', () => {
  const { written, at } = watched(false);
  at(1, 'read 1 of 9');
  at(4.9, 'read 2 of 9');
  expect(written).toEqual([]);
  at(5, 'read 3 of 9');
  at(6, 'read 4 of 9');
  at(11, 'read 5 of 9');
  at(20, '');
  expect(written).toEqual(['read 3 of 9\n', 'read 5 of 9\n']);
});
