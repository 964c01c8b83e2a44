import { type Browser, chromium } from 'playwright-core';
import { inject } from 'vitest';

/**
 * A real browser. Only this flag: the package's own list has `--single-process`, which crashes, and
 * `--disable-web-security`, which would hide that a foreign page isn't allowed to do something.
 */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: inject('chromium'), args: ['--no-sandbox'] });
}
