// React 18.3, an older react-query and zod, and the product's own tRPC. Renders on the server, and measures the size of
// three forms.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { LinekeeperProvider, useInboundNumberField } from '@linekeeper/client/react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { chromium } from 'playwright-core';
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

const hooks = `import { LinekeeperProvider, useInboundNumberField } from '@linekeeper/client/react';
  import { createElement } from 'react';
  import { createRoot } from 'react-dom/client';
  const Field = ({ options }) => createElement('input', useInboundNumberField(options).inputProps);
  const render = (options) => createRoot(document.body).render(
    createElement(LinekeeperProvider, { url: '/trpc' }, createElement(Field, { options })));`;
/** What a form imports, the largest size of its first script in kB, and whether it loads the parser later. */
const forms = {
  'the hooks and the parser': [`${hooks} render();`, 16, true],
  'the hooks alone': [`${hooks} render({ parsesLocally: false });`, 16, false],
  'the type alone': ["import { PhoneNumber } from '@linekeeper/phone-number'; console.log(PhoneNumber);", 10, false],
};
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox'] });
for (const [form, [source, most, loadsParser]] of Object.entries(forms)) {
  // The first scripts that a browser loads, without React and react-query.
  const own = await bundle(source, [/^react/, /^@tanstack/]);
  const initial = sizeOf(own.find(({ isEntry }) => isEntry));
  const parser = own.find(({ isEntry, code }) => !isEntry && code.length > 100_000);
  const later = (await loadsLater(await bundle(source))) ? `${sizeOf(parser)} kB` : 'nothing';
  console.info(`${form}: ${initial} kB initially, ${later} loaded later`);
  assert.ok(initial <= most, form);
  assert.equal(later !== 'nothing', loadsParser, form);
}
await browser.close();

function sizeOf({ code }) {
  return Math.round(gzipSync(code).length / 100) / 10;
}

/** Opens a form in a browser. Returns whether it loads another script after the first one. */
async function loadsLater(chunks) {
  const page = await browser.newPage();
  const loaded = [];
  await page.route('**/*', (route) => {
    const path = new URL(route.request().url()).pathname.slice(1);
    const chunk = chunks.find(({ fileName }) => fileName === path);
    if (!chunk && path !== '') return route.fulfill({ status: 404 });
    if (chunk) loaded.push(path);
    const start = chunks.find(({ isEntry }) => isEntry).fileName;
    const body = chunk?.code ?? `<!doctype html><body><script type="module" src="/${start}"></script>`;
    return route.fulfill({ contentType: chunk ? 'text/javascript' : 'text/html', body });
  });
  await page.goto('https://product.example/', { waitUntil: 'networkidle' });
  await page.close();
  return loaded.length > 1;
}

async function bundle(source, external = []) {
  const entry = {
    name: 'entry',
    resolveId: (id) => (id === 'entry' ? id : null),
    load: (id) => (id === 'entry' ? source : null),
  };
  const { output } = await build({
    configFile: false,
    logLevel: 'warn',
    plugins: [entry],
    base: '/',
    build: { write: false, rolldownOptions: { input: 'entry', external, preserveEntrySignatures: false } },
  });
  return output.filter(({ type }) => type === 'chunk');
}
