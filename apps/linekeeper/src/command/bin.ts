#!/usr/bin/env node
// The command line as it's installed from npm: with the variables of the file .env in this folder, if there is one.
import { existsSync } from 'node:fs';

if (existsSync('.env')) process.loadEnvFile('.env');
await import('./main.ts');
