import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { withFolder } from '../test/run-varai.ts';
import { readProject, saveProject } from './project.ts';

const home = process.cwd();
beforeEach(() => process.chdir(home));
afterEach(() => process.chdir(home));

it('keeps the shop beside the settings, and writes nothing when nothing changed', () =>
  withFolder(async (folder) => {
    process.chdir(folder);
    const file = join(folder, 'varai.config.json');
    await writeFile(file, '{"port": 4456}');
    const project = { store: 'lumen', platform: 'shopify', origins: ['https://lumen.example'] };
    expect(await saveProject(project)).toBe('varai.config.json');
    expect(await saveProject(project)).toBeNull();
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ port: 4456, shop: project });
    expect(await readProject()).toEqual(project);
  }));

it.each([
  ['{"shop": {"access_token": "x"}}', /shop\.access_token/],
  ['{"shop": {"store": 3}}', /shop\.store/],
  ['[]', /not a JSON object/],
  ['{', /not a JSON object/],
])('refuses %s', (text, words) =>
  withFolder(async (folder) => {
    process.chdir(folder);
    await writeFile(join(folder, 'varai.config.json'), text);
    await expect(readProject()).rejects.toThrow(words);
  }),
);
