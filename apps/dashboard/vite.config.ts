import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** The Number page has to be usable soon. The numbering plans come later. */
const NUMBER_PAGE = /dashboard[/]src[/]inbound-number[/](?!phone-words|countries|found-numbers|number-kind)/;
/** What is in no group goes into chunks of the bundler's choice. */
const COMPANY = [
  NUMBER_PAGE,
  /dashboard[/]src[/](?:shell|ui|team[/](?:(?:ask|use)-managers|use-support-contact|texts))/,
  /packages[/]client[/]src/,
  /packages[/]contract[/]src[/](?:fault|unreachable|session[/]acting-tenant|line[/]phone-taken-messages)[.]ts/,
  /packages[/]phone-number[/]src[/](?:outcome|phone-invalid-messages)[.]ts/,
  /node_modules[/](?:@trpc|@tanstack|lucide-react)[/]/,
];
/** A browser loads six files of a server at a time, so many small files take long on a phone. */
const GROUPS = [
  // What every page needs.
  { name: 'app', tags: ['$initial'], priority: 2 },
  { name: 'sign-in', test: /dashboard[/]src[/]sign-in[/]/, priority: 1 },
  // What every page inside a company needs, and the Number page. Not the packages' other files, which bring zod.
  {
    name: 'company',
    test: (id: string) => COMPANY.some((pattern) => pattern.test(id)),
    includeDependenciesRecursively: false,
  },
] satisfies object[];

export default defineConfig({
  plugins: [react(), tailwindcss(), compressed(), namedEarly()],
  build: {
    // The server's Content-Security-Policy doesn't allow data: URLs.
    assetsInlineLimit: 0,
    target: 'es2023',
    rolldownOptions: { output: { codeSplitting: { groups: GROUPS } } },
  },
});

/** Writes a .br and a .gz beside each file of text, so that the server compresses nothing while it answers. */
function compressed(): Plugin {
  let folder = '';
  return {
    name: 'compressed',
    apply: 'build',
    configResolved: ({ root, build }) => {
      folder = resolve(root, build.outDir);
    },
    closeBundle: () => {
      for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
        if (!/\.(?:js|css|html|svg)$/.test(name)) continue;
        const file = join(folder, name);
        const content = readFileSync(file);
        writeFileSync(`${file}.br`, brotliCompressSync(content));
        writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
      }
    },
  };
}

/** Tells public/early.js which files every page inside a company needs. */
function namedEarly(): Plugin {
  return {
    name: 'named-early',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html, { bundle = {} }) => {
        const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
        const company = chunks.find(({ name }) => name === 'company');
        const wanted = [company?.fileName, ...(company?.imports ?? [])].filter((file) => file && !html.includes(file));
        return html.replace('src="/early.js"', `$& data-company="${wanted.map((file) => `/${file}`).join(' ')}"`);
      },
    },
  };
}
