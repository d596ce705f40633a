import { readFile, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { drawFace } from '../demo/faces/draw-face.ts';
import { renderFace } from '../demo/faces/render.ts';
import { demoCatalogue } from '../demo/frames/catalogue.ts';
import { toCsv } from '../demo/frames/to-csv.ts';
import { end, serve, varai, withFolder } from './run-varai.ts';

const manifest = resolve(import.meta.dirname, '../oclif.manifest.json');

it('has for each command a summary and an example, and JSON for all that end by themselves', async () => {
  const { commands } = JSON.parse(await readFile(manifest, 'utf8'));
  for (const [id, command] of Object.entries<Record<string, unknown>>(commands)) {
    expect(command.summary, id).toBeTruthy();
    expect(command.examples, id).not.toHaveLength(0);
    if (id !== 'serve' && id !== 'dev') expect(command.enableJsonFlag, id).toBe(true);
  }
});

it('measures a photo, draws it, and keeps nothing', () =>
  withFolder(async (folder) => {
    const photo = join(folder, 'face.png');
    const overlay = join(folder, 'overlay.png');
    const face = drawFace({ pd: 62, irisPx: 32 });
    await writeFile(photo, await renderFace(face));
    const data = ['--data-dir', join(folder, 'data')];
    const { code, stdout } = await varai([
      'analyze',
      photo,
      '--flat',
      '--json',
      '--overlay',
      overlay,
      ...data,
    ]);
    expect(code).toBe(0);
    const { measurements } = JSON.parse(stdout);
    expect(Math.abs(measurements.pupillary_distance.value / 62 - 1)).toBeLessThan(0.06);
    expect((await stat(overlay)).size).toBeGreaterThan(10_000);
    const table = await varai(['analyze', photo, '--flat', '--pd', '62,0', ...data]);
    expect(table.stdout).toMatch(/Pupillary distance.* 62\.0 /);
  }));

it.each([
  [['analyze', 'nowhere.jpg'], 3, /can't be read/],
  [['analyze'], 2, /photo/],
  [['analyze', 'package.json', '--pd', 'wide'], 2, /--pd takes a length in mm/],
  [['analyze', 'package.json'], 3, /JPEG, PNG or WebP|photo/i],
  [['catalog', 'import', 'package.lock'], 2, /format/i],
  [['catalog', 'list', '--server', 'http://127.0.0.1:9'], 4, /VARAI_API_KEY/],
  [['catalog', 'list', '--server', 'nonsense'], 2, /not the address of a server/],
  [['serve', '--data-dir', 'package.json'], 1, /package\.json can't be written/],
  [['catalog', 'list', '--data-dir', 'package.json'], 1, /package\.json can't be written/],
  [['frobnicate'], 127, /frobnicate/],
])('varai %j ends with %i and says why', (args, code, words) =>
  withFolder(async (folder) => {
    const outcome = await varai(args, {
      env: { VARAI_DATA_DIR: join(folder, 'data'), VARAI_API_KEY: args.includes('nonsense') ? 'sk_x' : '' },
    });
    expect(`${outcome.stdout}${outcome.stderr}`).toMatch(words);
    expect(outcome.code).toBe(code);
  }),
);

it('tells a server that does not answer from one that refuses', async () => {
  const outcome = await varai(['catalog', 'list', '--server', 'http://127.0.0.1:9', '--json'], {
    env: { VARAI_API_KEY: 'sk_x' },
  });
  expect(outcome.code).toBe(5);
  expect(JSON.parse(outcome.stdout).error).toMatchObject({
    exit_code: 5,
    next: expect.stringContaining('varai serve'),
  });
});

it('imports a catalogue whole or not at all, near and far, and recommends from it', () =>
  withFolder(async (folder) => {
    const env = { VARAI_DATA_DIR: join(folder, 'data') };
    const file = join(folder, 'products.csv');
    const products = demoCatalogue();
    await writeFile(file, toCsv(products));
    expect((await varai(['catalog', 'validate', file], { env })).code).toBe(0);

    const broken = join(folder, 'broken.csv');
    await writeFile(broken, toCsv(products).replace(/EUR/, 'euros'));
    const refused = await varai(['catalog', 'import', broken], { env });
    expect(refused.code).toBe(3);
    expect(refused.stderr).toMatch(/row \d+/);
    expect(JSON.parse((await varai(['catalog', 'list', '--json'], { env })).stdout).products).toHaveLength(0);

    const server = await serve('serve', env.VARAI_DATA_DIR);
    const { key } = JSON.parse(
      (await varai(['keys', 'create', '--kind', 'secret', '--json'], { env })).stdout,
    );
    const far = { ...env, VARAI_SERVER: server.url, VARAI_API_KEY: key };
    const imported = JSON.parse((await varai(['catalog', 'import', file, '--json'], { env: far })).stdout);
    expect(imported.imported).toBe(products.length);
    const first = await varai(['catalog', 'list', '--limit', '2'], { env: far });
    const [, cursor = ''] = /--cursor (\S+)/.exec(first.stdout) ?? [];
    const second = await varai(['catalog', 'list', '--limit', '2', '--cursor', cursor, '--json'], {
      env: far,
    });
    const third = products.map(({ product_id }) => product_id).sort()[2];
    expect(JSON.parse(second.stdout).products[0].product_id).toBe(third);

    const wish = ['recommend', '--preferences', 'round, under 200', '--limit', '5', '--json'];
    const [nearby, remote] = await Promise.all([varai(wish, { env }), varai(wish, { env: far })]);
    const ids = (outcome: { stdout: string }) =>
      JSON.parse(outcome.stdout).recommendations.map((frame: { product_id: string }) => frame.product_id);
    expect(ids(nearby)).toHaveLength(5);
    expect(ids(remote)).toEqual(ids(nearby));
    await end(server);
  }));

it('finds nothing wrong with a fresh installation', () =>
  withFolder(async (folder) => {
    const { code, stdout } = await varai(['doctor', '--json'], {
      env: { VARAI_DATA_DIR: folder, VARAI_PORT: '0' },
    });
    expect(code).toBe(0);
    expect(
      JSON.parse(stdout).findings.filter(({ status }: { status: string }) => status === 'failing'),
    ).toEqual([]);
  }));
