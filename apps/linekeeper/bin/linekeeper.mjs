#!/usr/bin/env -S node --conditions=linekeeper-built
// The command line in this workspace: builds what is out of date, and runs it.
import { buildServer } from '../../../scripts/build.mjs';

await buildServer();
await import('../dist/command/main.js');
