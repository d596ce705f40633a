import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { expect, it } from 'vitest';

/** What biome says of one import, were it in that file. */
function verdict(file: string, specifier: string): string {
  const root = mkdtempSync(join(tmpdir(), 'varai-import-rules-'));
  copyFileSync('biome.json', join(root, 'biome.json'));
  mkdirSync(join(root, dirname(file)), { recursive: true });
  writeFileSync(join(root, file), `import { x } from '${specifier}';\n\nx();\n`);
  const { stdout, stderr } = spawnSync(resolve('node_modules/.bin/biome'), ['lint', file], {
    cwd: root,
    encoding: 'utf8',
  });
  rmSync(root, { recursive: true });
  return `${stdout}${stderr}`;
}

it.each([
  ['server/recommend/rank.ts', '../face/measure.ts'],
  ['server/data/documents.embedded.ts', '../face/index.ts'],
  ['server/http/errors.ts', '../access/index.ts'],
  ['server/face/routes.ts', '../app.ts'],
  ['server/chat/routes.ts', '../../widgets/runtime/api.ts'],
  ['widgets/runtime/api.ts', '../../cli/client.ts'],
])('%s may not import %s', (file, specifier) => {
  expect(verdict(file, specifier)).toContain('noRestrictedImports');
});

it.each([
  ['server/recommend/rank.ts', '../face/index.ts'],
  ['server/recommend/rank.ts', './fit.ts'],
  ['server/app.ts', './face/index.ts'],
  ['cli/local.ts', '../server/appliance.ts'],
])('%s may import %s', (file, specifier) => {
  expect(verdict(file, specifier)).not.toContain('noRestrictedImports');
});
