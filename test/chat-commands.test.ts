import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { demoCatalogue } from '../demo/frames/catalogue.ts';
import type { ChatAnswer } from '../server/chat/schema.ts';
import { end, serve, varai, withFolder } from './run-varai.ts';
import { hasTerminal, openTerminal } from './terminal.ts';

const store = ['--store', 'chatty'];

/** A data folder whose store has the demo shop's frames. */
async function withStore(
  work: (run: (args: string[], input?: string) => ReturnType<typeof varai>, folder: string) => Promise<void>,
) {
  await withFolder(async (folder) => {
    const env = { VARAI_DATA_DIR: folder };
    const run = (args: string[], input = '') => varai([...args, ...store], { env, input });
    const file = join(folder, 'frames.json');
    await writeFile(file, JSON.stringify({ products: demoCatalogue() }));
    const imported = await run(['catalog', 'import', file]);
    expect(imported.code, imported.stderr).toBe(0);
    await work(run, folder);
  });
}

const answersIn = (stdout: string): ChatAnswer[] =>
  stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

it('talks to a store through a pipe, a line a message, and leaves nothing behind', {
  timeout: 120_000,
}, async () => {
  await withStore(async (run) => {
    const spoken = await run(['chat', '--json'], 'round frames\nthe cheaper ones\n/new\nhello\n');
    expect(spoken.code, spoken.stderr).toBe(0);
    const answers = answersIn(spoken.stdout);
    expect(answers.map(({ intent }) => intent)).toEqual(['find_frames', 'find_frames', 'greet']);
    expect(answers.map(({ session_state }) => session_state.turn)).toEqual([1, 2, 1]);
    const shown = answers[0]?.actions.find(({ type }) => type === 'show_products');
    expect(shown).toMatchObject({ type: 'show_products' });

    const plain = await run(['chat', '--language', 'de'], 'runde Fassungen\n1\n/quit\nnot said\n');
    expect(plain.code, plain.stderr).toBe(0);
    expect(plain.stdout).toMatch(/^ +1\. .+€/m);
    expect(plain.stdout).toMatch(/\[\d\] /);
    expect(plain.stdout).not.toContain('\u001b');

    const report = await run(['chat', 'report', '--json']);
    expect(JSON.parse(report.stdout)).toMatchObject({ conversations: 3, turns: 5, languages: { de: 1 } });
    expect((await run(['chat', 'report'])).stdout).toMatch(/3 conversations, 5 messages in 7 days/);
    expect((await run(['chat', 'transcripts'])).stdout).toMatch(/^None\./);
  });
});

it('sets an assistant up from a file and from flags, and says which line is wrong', {
  timeout: 120_000,
}, async () => {
  await withStore(async (run, folder) => {
    const file = join(folder, 'chat.json');
    const question = { language: 'en', question: 'Do you repair?', answer: 'We do, with oak glue.' };
    const other = { language: 'en', question: 'Is there parking?', answer: 'Behind the house.' };
    await writeFile(file, JSON.stringify({ tone: 'formal', faq: [question, other] }, null, 2));
    const dry = await run(['chat', 'setup', file, '--dry-run']);
    expect([dry.code, dry.stdout], dry.stderr).toEqual([0, expect.stringContaining('formal')]);
    expect((await run(['chat', 'show'])).stdout).toContain('friendly');
    expect((await run(['chat', 'setup', file])).code).toBe(0);
    const flags = ['--handover-email', 'help@shop.example', '--assistant-name', 'Ada'];
    expect((await run(['chat', 'setup', ...flags])).code).toBe(0);
    const shown = await run(['chat', 'show', '--json']);
    expect(JSON.parse(shown.stdout)).toMatchObject({
      tone: 'formal',
      assistant_name: 'Ada',
      handover: { email: 'help@shop.example' },
      faq: [question, other],
    });
    const [answer] = answersIn((await run(['chat', '--json'], 'Do you repair?\n')).stdout);
    expect(answer?.response).toContain('oak glue');

    await writeFile(file, '{\n  "tone": "formal",\n  "faq": [\n    { "language": "english" }\n  ]\n}\n');
    const wrong = await run(['chat', 'setup', file]);
    expect(wrong.code).toBe(3);
    expect(wrong.stderr).toMatch(/chat\.json:4: faq\/0/);
    await writeFile(file, '{\n  "tone": "rude",\n  "handover": { "email": "nobody" }\n}\n');
    expect((await run(['chat', 'setup', file])).stderr.split('\n').slice(0, -1)).toEqual([
      expect.stringMatching(/chat\.json:2: tone must be .* \(friendly, formal, playful\)/),
      expect.stringMatching(/chat\.json:3: handover\/email /),
      expect.stringMatching(/^Next: /),
    ]);
    await writeFile(file, '{ "tone": ');
    expect((await run(['chat', 'setup', file])).stderr).toMatch(/is not JSON/);
    expect((await run(['chat', 'setup'])).code).toBe(2);
    expect((await run(['chat', 'setup', '--no-enabled'])).code).toBe(0);
    const off = await run(['chat'], 'hello\n');
    expect([off.code, off.stderr]).toEqual([3, expect.stringContaining('varai chat setup --enabled')]);
  });
});

it('says where a store has no frames, and which languages there are', { timeout: 60_000 }, async () => {
  await withFolder(async (folder) => {
    const env = { VARAI_DATA_DIR: folder };
    const empty = await varai(['chat', '--store', 'mistyped'], { env, input: 'round frames\n' });
    expect([empty.code, empty.stderr]).toEqual([
      0,
      expect.stringContaining('Store "mistyped" has no frames'),
    ]);
    expect((await varai(['chat', '--language', 'xx'], { env, input: '' })).code).toBe(2);
  });
});

it('streams from a server elsewhere, with a key of either kind', { timeout: 120_000 }, async () => {
  await withStore(async (run, folder) => {
    const keys: string[] = [];
    for (const kind of ['secret', 'publishable'])
      keys.push((await run(['keys', 'create', '--kind', kind])).stdout.trim());
    const server = await serve('serve', folder);
    try {
      for (const key of keys) {
        const env = { VARAI_API_KEY: key };
        const spoken = await varai(['chat', '--server', server.url], { env, input: 'round frames\n' });
        expect(spoken.code, spoken.stderr).toBe(0);
        expect(spoken.stdout).toMatch(/^ +1\. /m);
      }
    } finally {
      expect(await end(server)).toBe(0);
    }
  });
});

it.skipIf(!hasTerminal)(
  'talks to somebody at a terminal, who chooses by numbers (script of util-linux)',
  {
    timeout: 60_000,
  },
  async () => {
    await withStore(async (_, folder) => {
      const env = { VARAI_DATA_DIR: folder };
      const terminal = openTerminal(['chat', ...store], { cwd: folder, env });
      await terminal.see(/program[\s\S]*> /);
      terminal.type('round frames\r');
      await terminal.see(/1\. [\s\S]*> /);
      terminal.type('1\r');
      await terminal.see(/\[\d\][\s\S]*> /);
      terminal.type('/quit\r');
      expect(await terminal.ended).toBe(0);
    });
  },
);
