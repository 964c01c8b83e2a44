import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

it('the software bill of materials lists what runs in production, with the versions that are installed', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'linekeeper-sbom-'));
  try {
    const file = join(dir, 'sbom.json');
    await promisify(execFile)('npx', ['--yes', 'pnpm@12', 'sbom:runtime', '--out', file], { cwd: ROOT });
    const { components } = JSON.parse(await readFile(file, 'utf8')) as {
      components: { group?: string; name: string; version: string; purl?: string }[];
    };
    const listed = components.map(({ group, name, version }) => `${group ? `${group}/` : ''}${name}@${version}`);
    const versions = await catalog();
    for (const name of [
      'fastify',
      'pg',
      'zod',
      'better-auth',
      '@trpc/server',
      '@prisma/client',
      'libphonenumber-js',
      'react',
    ]) {
      expect(listed).toContain(`${name}@${versions.get(name)}`);
    }
    for (const ofTests of ['vitest', 'express', 'playwright-core', 'fast-check']) {
      expect(listed.filter((entry) => entry.startsWith(`${ofTests}@`))).toEqual([]);
    }
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
});

async function catalog(): Promise<Map<string, string>> {
  const workspace = await readFile(join(ROOT, 'pnpm-workspace.yaml'), 'utf8');
  const entries = workspace.matchAll(/^ {2}"?([^":\s]+)"?: (\d\S*)$/gm);
  return new Map([...entries].map(([, name = '', version = '']) => [name, version]));
}
