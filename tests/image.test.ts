import { readFileSync } from 'node:fs';
import { validate } from 'dockerfile-utils';
import { expect, it } from 'vitest';

const read = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');

it('the Dockerfile has no errors or warnings', () => {
  const problemsOf = (text: string) => validate(text).map(({ message }) => message);
  expect(problemsOf(read('Dockerfile'))).toEqual([]);
  expect(problemsOf(read('Dockerfile').replace('USER node', 'USR node'))).toEqual(['Unknown instruction: USR']);
});

it('the image builds nothing at a start, never runs as root, and has Node as process 1', () => {
  const [, image = ''] = read('Dockerfile').split(/^FROM node:22-slim$/m);
  expect(image).not.toMatch(/^RUN /m);
  expect(image).toMatch(/^USER node$/m);
  expect(image).toMatch(/^HEALTHCHECK .*\\\n {2}CMD \["node", /m);
  expect(image).toMatch(/^CMD \["node", /m);
});

it('the compose file has no default secrets, and sets only variables that the server reads', () => {
  const compose = read('compose.yaml');
  const secrets = [...compose.matchAll(/\$\{(\w*(?:PASSWORD|SECRET)\w*)([^}]*)\}/g)];
  expect(secrets.length).toBeGreaterThan(4);
  expect(secrets.filter(([, name, rest]) => rest !== `:?set ${name}`)).toEqual([]);
  const server = compose.slice(compose.indexOf('\n  linekeeper:'));
  const names = [...server.matchAll(/^ {6}([A-Z_]+):/gm)].map(([, name]) => name);
  expect(names).toContain('DATABASE_URL');
  expect(names.filter((name) => !read('.env.example').includes(`\n# ${name}=`))).toEqual([]);
});
