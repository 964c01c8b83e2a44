import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { build, type Rolldown } from 'vite';
import { launchBrowser } from '../../support/browser.ts';
import { startTestServer } from '../../support/test-server.ts';
import { type Calls, type Door, Fault } from '../door.ts';

const APP = fileURLToPath(new URL('./app.tsx', import.meta.url));
const PATH = '/react-door';

/** The React hooks, mounted in a real browser and talking to the real server. */
export async function openReactDoor(): Promise<Door> {
  const [server, script, browser] = await Promise.all([startTestServer(), bundle(), launchBrowser()]);
  const page = await browser.newPage();
  await page.route(`**${PATH}`, (route) =>
    route.fulfill({ contentType: 'text/html', body: `<!doctype html><body><script type="module">${script}</script>` }),
  );
  return {
    server,
    async as(person) {
      await page.goto(`${server.url}${PATH}`);
      await page.evaluate((token) => window.mount(token), person?.token ?? null);
      await page.waitForFunction(() => 'calls' in window);
      return callsOf(page);
    },
    async [Symbol.asyncDispose]() {
      await browser.close();
      await server[Symbol.asyncDispose]();
    },
  };
}

function callsOf(page: Page): Calls {
  const call =
    (name: string) =>
    async (input?: unknown): Promise<never> => {
      const settled = await page.evaluate(([procedure, value]) => window.calls[procedure as string]?.(value as never), [
        name,
        input,
      ] as const);
      if (!settled) throw new Error(`The page has no ${name}`);
      if ('fault' in settled) throw new Fault(settled.fault);
      return settled.answer as never;
    };
  return {
    checkAvailability: call('checkAvailability'),
    setInboundNumber: call('setInboundNumber'),
    getInboundNumber: call('getInboundNumber'),
    releaseInboundNumber: call('releaseInboundNumber'),
  };
}

async function bundle(): Promise<string> {
  const output = (await build({
    configFile: false,
    logLevel: 'error',
    mode: 'production',
    oxc: { jsx: { runtime: 'automatic', development: false } },
    define: { 'process.env.NODE_ENV': '"production"' },
    build: { write: false, lib: { entry: APP, formats: ['es'] }, minify: false },
  })) as Rolldown.RolldownOutput | Rolldown.RolldownOutput[];
  const [first] = Array.isArray(output) ? output : [output];
  const code = first?.output[0].code;
  if (!code) throw new Error('The page was not built');
  return code.replaceAll('</script', '<\\/script');
}
