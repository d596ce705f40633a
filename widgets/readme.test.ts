import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CONFIG_DOCS } from './runtime/config-docs.ts';

const readme = await readFile(join(import.meta.dirname, 'README.md'), 'utf8');

it('documents every attribute in the words of its schema', () => {
  for (const [name, words] of Object.entries(CONFIG_DOCS)) {
    const attribute = `data-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    const row = readme.split('\n').find((line) => line.startsWith(`| \`${attribute}\``));
    expect(row, attribute).toContain(words);
  }
});

it('names every custom property and every event there is', async () => {
  const css = await readFile(join(import.meta.dirname, 'components/base.css'), 'utf8');
  const events = await readFile(join(import.meta.dirname, 'runtime/events.ts'), 'utf8');
  const named = [...(css.match(/--varai-[a-z-]+/g) ?? []), ...(events.match(/varai:[a-z-]+/g) ?? [])];
  for (const name of new Set(named)) expect(readme).toContain(name);
});
