import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** Builds the dashboard as `start` does, so that the browser sees what people see. */
export default async function setup(): Promise<void> {
  await build({ root: fileURLToPath(new URL('../../apps/dashboard', import.meta.url)), logLevel: 'error' });
}
