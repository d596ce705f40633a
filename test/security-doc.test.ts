import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');
/** A test as docs/security.md names it: its file, and words of its name. */
const NAMED = /`([\w./-]+\.test\.tsx?)`: "([^"]*)"/g;

it('names no test in docs/security.md that does not exist, and one in every line', async () => {
  const text = await readFile(resolve(root, 'docs/security.md'), 'utf8');
  const named = [...text.matchAll(NAMED)].map(([, file = '', words = '']) => ({ file, words }));
  expect(named.length).toBeGreaterThan(60);
  const missing: string[] = [];
  for (const { file, words } of named) {
    const source = await readFile(resolve(root, file), 'utf8').catch(() => '');
    if (words === '' || !source.includes(words)) missing.push(`${file}: ${words}`);
  }
  expect(missing).toEqual([]);
  const answers = text.split('## What stops each attack')[1] ?? '';
  const unproven = answers
    .split('\n')
    .filter((line) => /^- |^\| (?:V\d|API\d)/.test(line) && !line.includes('.test.ts'));
  expect(unproven).toEqual([]);
});
