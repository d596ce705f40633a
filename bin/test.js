#!/usr/bin/env node
// `npm test`: makes the clone ready, then types, lint, import rules and every test this machine can run.
import { spawnSync } from 'node:child_process';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeReady } from './make-ready.js';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const only = process.argv.slice(2);
await makeReady(root);
if (only.length === 0) {
  step('types', ['tsc', '-p', '.']);
  step('lint', ['biome', 'check', '--error-on-warnings', '.']);
}
step('tests', ['vitest', 'run', ...only]);

function step(name, [tool, ...args]) {
  process.stdout.write(`\n== ${name} ==\n`);
  const { status } = spawnSync(resolve(root, 'node_modules', '.bin', tool), args, {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}
