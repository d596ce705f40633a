#!/usr/bin/env node
// The launcher: plain JavaScript without dependencies, so that it runs on a clone where nothing is installed yet.
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const [first] = process.argv.slice(2);

if (first === '--version' || first === '-v') {
  // Answered before anything is loaded: scripts ask this a lot.
  const { version } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'));
  process.stdout.write(`varai/${version} ${process.platform}-${process.arch} node-${process.version}\n`);
} else {
  const { makeReady } = await import('./make-ready.js');
  await makeReady(root);
  const { main } = await import(`${root}/dist/cli/main.js`);
  await main(root);
}
