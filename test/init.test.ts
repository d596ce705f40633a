import { type ChildProcess, execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Double, type DoubleName, startPlatformDouble } from '../demo/platforms/index.ts';
import { end, launcher, serve, varai, withFolder } from './run-varai.ts';
import { hasTerminal, KEYS, openTerminal, type Terminal } from './terminal.ts';

vi.setConfig({ testTimeout: 120_000 });

const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function shop<Name extends DoubleName>(
  name: Name,
  options: Parameters<typeof startPlatformDouble<Name>>[1],
) {
  const double = await startPlatformDouble(name, options);
  closing.push(double.close);
  return double;
}

const PLATFORMS = ['shopify', 'woocommerce', 'magento'] as const;

/** The credentials as a script has them. */
function environment(platform: DoubleName, { credentials }: Double): NodeJS.ProcessEnv {
  const { client_id: _, ...given } = credentials;
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [`${platform}_${name}`.toUpperCase(), value]),
  );
}

interface Made {
  steps: { name: string; status: string }[];
  publishable_key: string;
  snippet: string;
}

const statuses = ({ steps }: Made) => Object.fromEntries(steps.map(({ name, status }) => [name, status]));

describe.each(PLATFORMS)('varai init for %s', (platform) => {
  it('connects a shop from a script, brings what changes there, and does nothing twice', () =>
    withFolder(async (cwd) => {
      const double = await shop(platform, { frames: 12 });
      const dataDir = join(cwd, 'data');
      const server = await serve('serve', dataDir);
      closing.push(() => end(server));
      const env = { VARAI_DATA_DIR: dataDir, CI: '1' };
      const run = async (args: string[], more: NodeJS.ProcessEnv = {}) => {
        const { code, stdout, stderr } = await varai([...args, '--json'], { cwd, env: { ...env, ...more } });
        return { code, answer: JSON.parse(stdout || `{"stderr":${JSON.stringify(stderr)}}`) };
      };
      const flags = ['--platform', platform, '--address', double.url, '--webhooks-url', server.url];
      const first = await run(
        ['init', ...flags, '--origin', 'https://shop.example'],
        environment(platform, double),
      );
      expect(first).toMatchObject({ code: 0 });
      expect(statuses(first.answer)).toEqual({
        connect: 'done',
        webhooks: 'done',
        catalogue: 'done',
        key: 'done',
        file: 'done',
      });
      expect(first.answer.snippet).toContain(first.answer.publishable_key);
      const file = await readFile(join(cwd, 'varai.config.json'), 'utf8');
      for (const secret of Object.values(environment(platform, double))) expect(file).not.toContain(secret);

      const second = await run(['init']);
      expect(statuses(second.answer)).toEqual({
        connect: 'unchanged',
        webhooks: 'unchanged',
        catalogue: 'unchanged',
        key: 'unchanged',
      });
      expect(second.answer.publishable_key).toBe(first.answer.publishable_key);

      const [product] = double.titles();
      double.edit(product?.id ?? '', { title: 'Changed in the shop', price: '77.00' });
      await double.settled();
      const found = await until(
        async () => (await run(['catalog', 'list', '--search', 'changed'])).answer.products,
        (products) => products.length === 1 && products[0].price === 7700,
      );
      expect(found[0].title).toBe('Changed in the shop');
      const verified = await run(['stores', 'verify']);
      expect(verified.answer).toMatchObject({
        ok: true,
        drift: { checked: 12, missing: 0, stale: 0, extra: 0 },
      });
    }));

  it.skipIf(!hasTerminal)('asks in a terminal what it needs to know (needs script of util-linux)', () =>
    withFolder(async (cwd) => {
      const double = await shop(platform, { frames: 3 });
      const terminal = await beginInTerminal(cwd, platform, double);
      await answer(terminal, PROMPTS[platform], double.credentials);
      await answer(terminal, REST, {});
      await terminal.see(/Connected to Halden Optics/);
      await terminal.see(/No webhooks: this server has no address/);
      await terminal.see(/Reading the catalogue █+ \d+\/\d+ products/);
      await terminal.see(/Read \d+ products/);
      await terminal.see(/<varai-discovery data-server=.* data-key="pk_/);
      expect(await terminal.ended).toBe(0);
      for (const secret of Object.values(environment(platform, double))) {
        expect(terminal.screen()).not.toContain(secret);
      }
    }),
  );
});

it.skipIf(!hasTerminal)('asks again for credentials that the shop refuses (needs script of util-linux)', () =>
  withFolder(async (cwd) => {
    const double = await shop('woocommerce', { frames: 1 });
    const terminal = await beginInTerminal(cwd, 'woocommerce', double);
    await answer(terminal, PROMPTS.woocommerce, { ...double.credentials, consumer_secret: 'cs_mistyped' });
    await answer(terminal, REST, {});
    await terminal.see(/no longer accepts/);
    await answer(terminal, PROMPTS.woocommerce, double.credentials);
    await terminal.see(/Connected to Halden Optics/);
    expect(await terminal.ended).toBe(0);
  }),
);

it.skipIf(!hasTerminal)('stops at Ctrl+C without having changed anything (needs script of util-linux)', () =>
  withFolder(async (cwd) => {
    const double = await shop('woocommerce', { frames: 1 });
    const terminal = await beginInTerminal(cwd, 'woocommerce', double);
    await terminal.see(/Consumer key/);
    terminal.type(KEYS.interrupt);
    await terminal.see(/Run the same command/);
    expect(await terminal.ended).toBe(130);
    expect(double.calls()).toBe(0);
  }),
);

it('names everything that is missing when nobody can be asked, and takes no secret as an argument', () =>
  withFolder(async (cwd) => {
    const env = { VARAI_DATA_DIR: join(cwd, 'data'), MAGENTO_ACCESS_TOKEN: '' };
    const nothing = await varai(['init', '--yes'], { cwd, env });
    expect(nothing.code).toBe(2);
    expect(nothing.stderr).toMatch(/--platform \(or VARAI_PLATFORM\)\s+--address \(or VARAI_ADDRESS\)/);
    const some = await varai(['init', '--platform', 'magento', '--json'], { cwd, env });
    expect(some.code).toBe(2);
    expect(JSON.parse(some.stdout).error.missing).toEqual([
      '--address (or VARAI_ADDRESS)',
      'MAGENTO_ACCESS_TOKEN (or --credentials-stdin)',
    ]);
    const unsafe = await varai(['init', '--access-token', 'shpat_x'], { cwd, env });
    expect([unsafe.code, unsafe.stderr]).toEqual([
      2,
      expect.stringMatching(/others on this machine could read it/),
    ]);
  }));

it('takes credentials from standard input, and keeps none that the shop refuses', () =>
  withFolder(async (cwd) => {
    const double = await shop('magento', { frames: 1 });
    const env = { VARAI_DATA_DIR: join(cwd, 'data') };
    const init = (address: string, credentials: object) =>
      varai(['init', '--yes', '--platform', 'magento', '--address', address, '--credentials-stdin'], {
        cwd,
        env,
        input: JSON.stringify(credentials),
      });
    const refused = await init(double.url, { ...double.credentials, consumer_secret: 'wrong' });
    expect([refused.code, refused.stderr]).toEqual([4, expect.stringMatching(/Integrations/)]);
    expect((await init(double.url, { token: 'x' })).code).toBe(2);
    const shown = await varai(['stores', 'show', '--json'], { cwd, env });
    expect(JSON.parse(shown.stdout).store.status).toBe('unconnected');
    const taken = await init(double.url, double.credentials);
    expect([taken.code, taken.stderr]).toEqual([0, expect.stringMatching(/Read \d+ products/)]);
  }));

it('leaves making the page’s key to those who may, and does the rest', () =>
  withFolder(async (cwd) => {
    const double = await shop('woocommerce', { frames: 2 });
    const server = await serve('serve', join(cwd, 'data'));
    closing.push(() => end(server));
    const { args, env } = scripted(cwd, 'woocommerce', double);
    const scopes = ['read:configuration', 'write:configuration', 'read:products'];
    const narrow = scopes.flatMap((scope) => ['--scope', scope]);
    const made = await varai(['keys', 'create', '--kind', 'secret', '--store', 'far', ...narrow, '--json'], {
      cwd,
      env,
    });
    const { key: VARAI_API_KEY } = JSON.parse(made.stdout);
    const far = { cwd, env: { ...env, VARAI_API_KEY, VARAI_SERVER: server.url } };
    const connected = await varai([...args, '--json'], far);
    expect(statuses(JSON.parse(connected.stdout))).toEqual({
      connect: 'done',
      webhooks: 'skipped',
      catalogue: 'done',
      key: 'skipped',
      file: 'done',
    });
    expect((await varai(['init'], far)).stderr).toMatch(/manage:users: varai keys create --origin/);
  }));

it('has three shops to try it with, and the commands that connect them', () =>
  withFolder(async (cwd) => {
    let guide = '';
    const { code } = await varai(
      ['dev', '--with-platforms', '--port', '0', '--data-dir', join(cwd, 'data')],
      {
        cwd,
        meanwhile: (child) => {
          child.stderr?.on('data', (chunk: Buffer) => {
            guide += chunk;
          });
          when(
            () => guide.includes('Ctrl+C ends it'),
            () => void followGuide(guide, cwd).finally(() => child.kill('SIGTERM')),
            child,
          );
        },
      },
    );
    expect(code).toBe(0);
    expect(guides).toHaveLength(3);
    for (const told of guides) expect(told).toMatch(/Connected to Halden Optics/);
  }));

const guides: string[] = [];

/** Types what the guide says, as a newcomer would. */
async function followGuide(guide: string, cwd: string): Promise<void> {
  const shell = promisify(execFile);
  const commands = guide.match(/(?: {2}[A-Z_]+=\S+ \\\n)+ {2}varai init[\s\S]*?--data-dir \S+/g) ?? [];
  for (const command of commands) {
    const line = command.replace('varai', `'${process.execPath}' '${launcher}'`);
    guides.push((await shell('sh', ['-c', line], { cwd })).stderr);
  }
}

describe('after it was stopped, varai init goes on', () => {
  it('with the webhooks, when it was killed among them', () =>
    withFolder(async (cwd) => {
      const double = await shop('woocommerce', { frames: 2 });
      const { args, env } = scripted(cwd, 'woocommerce', double);
      const killed = await varai([...args, '--webhooks-url', 'http://127.0.0.1:9'], {
        cwd,
        env,
        meanwhile: (child) =>
          when(
            () => double.webhooks().length >= 3,
            () => child.kill('SIGKILL'),
            child,
          ),
      });
      expect(killed.code).toBeNull();
      const registered = double.webhooks().length;
      const again = await varai([...args, '--webhooks-url', 'http://127.0.0.1:9'], { cwd, env });
      expect(again.code).toBe(0);
      expect(again.stderr).toMatch(/Already connected/);
      expect(again.stderr).toMatch(new RegExp(`Webhooks: \\d+ registered, ${registered} already there`));
      const topics = double.webhooks().map(({ topic, address }) => `${topic} ${address}`);
      expect(new Set(topics).size).toBe(topics.length);
    }));

  it('with the catalogue, where Ctrl+C stopped it', () =>
    withFolder(async (cwd) => {
      const double = await shop('shopify', { frames: 120, pointsPerSecond: 500 });
      const { args, env } = scripted(cwd, 'shopify', double);
      const stopped = await varai(args, {
        cwd,
        env,
        meanwhile: (child) =>
          when(
            () => double.calls() >= 6,
            () => child.kill('SIGINT'),
            child,
          ),
      });
      const before = double.calls();
      expect([stopped.code, stopped.stderr]).toEqual([
        130,
        expect.stringMatching(/goes on where it stopped/),
      ]);
      const again = await varai(args, { cwd, env });
      expect([again.code, again.stderr]).toEqual([0, expect.stringMatching(/Read 120 products/)]);
      const whole = double.calls() - before;
      await varai(['stores', 'remove', '--yes', '--products', 'remove'], { cwd, env });
      const since = double.calls();
      expect((await varai(args, { cwd, env })).stderr).toMatch(/Read 120 products, 120 new/);
      expect(whole).toBeLessThan(double.calls() - since);
    }));
});

/** The flags and the environment of a script. */
function scripted(cwd: string, platform: DoubleName, double: Double) {
  return {
    args: ['init', '--yes', '--platform', platform, '--address', double.url],
    env: { ...environment(platform, double), VARAI_DATA_DIR: join(cwd, 'data') },
  };
}

/** Acts once something is so, and while the process lives. */
function when(isSo: () => boolean, act: () => void, child: ChildProcess): void {
  const timer = setInterval(() => {
    if (!isSo()) return;
    clearInterval(timer);
    act();
  }, 1);
  child.once('close', () => clearInterval(timer));
}

async function beginInTerminal(cwd: string, platform: DoubleName, double: Double): Promise<Terminal> {
  const terminal = openTerminal(['init', '--data-dir', join(cwd, 'data')], { cwd });
  closing.push(async () => terminal.kill('SIGKILL'));
  await terminal.see(/Which shop system/);
  terminal.type(KEYS.down.repeat(PLATFORMS.indexOf(platform)) + KEYS.enter);
  await terminal.see(/(Name|Address) of the shop/);
  terminal.type(double.url + KEYS.enter);
  return terminal;
}

/** Prompts in their order, and which credential answers each; none is left empty. */
type Prompts = readonly (readonly [RegExp, string?])[];
const PROMPTS: Record<DoubleName, Prompts> = {
  shopify: [
    [/client secret\) of your app/, 'client_secret'],
    [/access token of a custom app/, 'access_token'],
    [/Client ID of your app/],
    [/Refresh token of/],
  ],
  woocommerce: [
    [/Consumer key/, 'consumer_key'],
    [/Consumer secret/, 'consumer_secret'],
  ],
  magento: [
    [/Access token:/, 'access_token'],
    [/Access token secret/, 'access_token_secret'],
    [/Consumer key/, 'consumer_key'],
    [/Consumer secret/, 'consumer_secret'],
    [/Code of the store view/],
  ],
};
const REST: Prompts = [[/Public address of this server/], [/Websites that will show the widget/]];

async function answer(
  terminal: Terminal,
  prompts: Prompts,
  credentials: Double['credentials'],
): Promise<void> {
  for (const [words, name] of prompts) {
    await terminal.see(words);
    terminal.type(`${name === undefined ? '' : credentials[name]}${KEYS.enter}`);
  }
}

const MOST_LOOKS = 20;

/** Looks again until what was found is good; the command itself takes its time. */
async function until<T>(look: () => Promise<T>, isGood: (found: T) => boolean): Promise<T> {
  let found = await look();
  for (let i = 0; i < MOST_LOOKS && !isGood(found); i++) found = await look();
  return found;
}
