import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { flush, handle, type Interfaces, run, settings } from '@oclif/core';

/** Runs the command in `process.argv`. @param root the package's folder */
export async function main(root: string): Promise<void> {
  // Sources are never compiled on the fly: dist/ is what runs.
  settings.enableAutoTranspile = false;
  process.env.NODE_ENV ??= 'production';
  const argv = process.argv.slice(2);
  try {
    await run(argv, { root, pjson: await packageFor(argv[0] ?? '', root) });
    await flush();
  } catch (error) {
    await handle(error as Error);
  }
}

/** The package's own description; without oclif's plugins for a command of ours, which needs none of them. */
async function packageFor(word: string, root: string): Promise<Interfaces.PJSON> {
  const description = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const commands = join(root, 'dist', 'cli', 'commands');
  const isOurs =
    /^[a-z]+$/.test(word) && (existsSync(join(commands, `${word}.js`)) || existsSync(join(commands, word)));
  if (isOurs) description.oclif.plugins = [];
  return description;
}
