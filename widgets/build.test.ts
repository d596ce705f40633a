import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUDGETS, buildWidgets, type WidgetBuild } from './build.ts';

let outDir: string;
let built: WidgetBuild;
const text = (file: string) => readFile(join(outDir, file), 'utf8');

beforeAll(async () => {
  outDir = await mkdtemp(join(tmpdir(), 'varai-widgets-'));
  built = await buildWidgets({ outDir });
});
afterAll(() => rm(outDir, { recursive: true, force: true }));

describe('the built widget', () => {
  it.each(Object.keys(BUDGETS) as (keyof typeof BUDGETS)[])('keeps the budget of %s', (part) => {
    expect(built.sizes[part]).toBeGreaterThan(0);
    expect(built.sizes[part]).toBeLessThanOrEqual(BUDGETS[part]);
  });

  it('has a loader that imports nothing until it is asked to', async () => {
    expect(await text('varai.js')).not.toMatch(/(?:^|[;}\n])\s*import\s*(?:["'{*]|\w+\s+from)/);
  });

  it('carries a hash in every other name, so that they can be kept forever', () => {
    const others = built.files.filter(({ file }) => file !== 'varai.js');
    for (const { file } of others) expect(file).toMatch(/-[A-Z0-9]{8}\.js$/);
  });

  it('needs neither eval nor markup from strings, as strict content policies demand', async () => {
    for (const { file } of built.files) {
      const code = await text(file);
      expect(code, file).not.toMatch(/\beval\(|new Function\(|insertAdjacentHTML|document\.write/);
      // Preact names innerHTML for a property that is never set here.
      if (!code.includes('dangerouslySetInnerHTML')) expect(code, file).not.toContain('innerHTML');
    }
  });
});
