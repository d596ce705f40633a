import { flush, handle, run } from '@oclif/core';

/** Runs the command in `process.argv`. @param root the package's folder */
export async function main(root: string): Promise<void> {
  // Sources are never compiled on the fly: dist/ is what runs.
  process.env.NODE_ENV ??= 'production';
  try {
    await run(process.argv.slice(2), { root });
    await flush();
  } catch (error) {
    await handle(error as Error);
  }
}
