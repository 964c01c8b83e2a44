#!/usr/bin/env node
// Runs the built files if they are up to date, otherwise the sources.
import { isServerBuilt } from '../../../scripts/build.mjs';

if (isServerBuilt()) {
  await import('../dist/command/main.js');
} else {
  const { register } = await import('tsx/esm/api');
  register();
  await import('../src/command/main.ts');
}
