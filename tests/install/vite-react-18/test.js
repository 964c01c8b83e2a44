// React 18.3, an older react-query and zod, and a tRPC of the product's own: renders on the server, and weighs three forms.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { LinekeeperProvider, useInboundNumberField } from '@linekeeper/client/react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createElement, StrictMode } from 'react';
import { renderToString } from 'react-dom/server';
import { build } from 'vite';

const version = (name) => JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version;
assert.deepEqual(['@trpc/client', 'zod', '@tanstack/react-query'].map(version), ['11.10.0', '4.0.17', '5.80.3']);

const Field = () => createElement('input', useInboundNumberField({ defaultValue: '020 7946 0018' }).inputProps);
const provided = createElement(LinekeeperProvider, { url: '/trpc' }, createElement(Field));
const app = createElement(
  QueryClientProvider,
  { client: new QueryClient() },
  createElement(StrictMode, null, provided),
);
assert.match(renderToString(app), /<input .*value="020 7946 0018"/);

const hooks = "import { LinekeeperProvider, useInboundNumberField } from '@linekeeper/client/react';";
const forms = {
  'parser and hooks': `${hooks} console.log(LinekeeperProvider, useInboundNumberField());`,
  'phone type alone': "import { PhoneNumber } from '@linekeeper/phone-number'; console.log(PhoneNumber);",
};
for (const [form, source] of Object.entries(forms)) {
  const chunks = await bundle(source);
  const parser = chunks.filter(({ code }) => /MOBILE|leading_digits|"44":\[/.test(code) && code.length > 100_000);
  const sizes = chunks.map(({ fileName, code }) => `${fileName} ${(gzipSync(code).length / 1000).toFixed(1)} kB`);
  console.info(`${form}, without React and react-query: ${sizes.join(', ')}`);
  assert.equal(parser.length, form === 'parser and hooks' ? 1 : 0);
  assert.ok(
    parser.every(({ isEntry }) => !isEntry),
    'the parser is loaded later',
  );
}

async function bundle(source) {
  const entry = {
    name: 'entry',
    resolveId: (id) => (id === 'entry' ? id : null),
    load: (id) => (id === 'entry' ? source : null),
  };
  const { output } = await build({
    configFile: false,
    logLevel: 'warn',
    plugins: [entry],
    build: {
      write: false,
      rolldownOptions: { input: 'entry', external: [/^react/, /^@tanstack/], preserveEntrySignatures: false },
    },
  });
  return output.filter(({ type }) => type === 'chunk');
}
