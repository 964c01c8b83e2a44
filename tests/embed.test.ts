import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

it("docs/embed.md shows the form that `pnpm test:install` compiles in a product's own folder", () => {
  const [, shown] = /```tsx\n(.*?)```/s.exec(read('docs/embed.md')) ?? [];
  expect(shown).toContain('useInboundNumberField()');
  expect(read('tests/install/typescript/form.tsx')).toContain(shown);
});
