import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { demoCatalogue } from '../demo/frames/catalogue.ts';
import type { Evaluation } from '../server/chat/evaluation/index.ts';
import { varai, withFolder } from './run-varai.ts';

const SLOW = { timeout: 120_000 };
const labelled = (text: string, intent: string, ...slots: object[]) =>
  JSON.stringify({ text, language: 'en', intent, slots });

it('judges the project’s own messages without a store', SLOW, async () => {
  const judged = await varai(['chat', 'eval', '--json', '--min-intent', '0.95', '--min-f1', '0.92']);
  expect(judged.code, judged.stderr).toBe(0);
  const { utterances, intent_accuracy, slot_f1, by_language }: Evaluation = JSON.parse(judged.stdout);
  expect(utterances).toBeGreaterThanOrEqual(300);
  expect(intent_accuracy).toBeGreaterThanOrEqual(0.95);
  expect(slot_f1).toBeGreaterThanOrEqual(0.92);
  expect(Object.keys(by_language)).toHaveLength(5);
});

it(
  'judges a merchant’s messages against the words of the store, and says where they fall short',
  SLOW,
  async () => {
    await withFolder(async (folder) => {
      const run = (...args: string[]) =>
        varai([...args, '--store', 'judged'], { env: { VARAI_DATA_DIR: folder } });
      const products = demoCatalogue();
      const [frame] = products;
      const [catalogue, set] = [join(folder, 'frames.json'), join(folder, 'messages.jsonl')];
      await writeFile(catalogue, JSON.stringify({ products }));
      expect((await run('catalog', 'import', catalogue)).code).toBe(0);
      const right = labelled(`how much is the ${frame?.title}?`, 'price', {
        slot: 'product',
        value: frame?.product_id,
      });
      await writeFile(set, `${right}\n${labelled('black ones', 'goodbye')}\n`);

      const judged = await run('chat', 'eval', set, '--min-intent', '0.9');
      expect(judged.code).toBe(6);
      expect(judged.stdout).toMatch(/2 messages: intents 50\.0 %/);
      expect(judged.stdout).toMatch(/black ones {2}\(find_frames, not goodbye; added color=black\)/);
      expect(judged.stderr).toMatch(/Below what was asked for: intents 90\.0 %/);

      await writeFile(set, `${right}\n{"text": "hello"}\nhello\n`);
      const wrong = await run('chat', 'eval', set);
      expect(wrong.code).toBe(3);
      expect(wrong.stderr).toMatch(/line 2: .*intent/);
      expect(wrong.stderr).toMatch(/line 3: is not JSON/);
    });
  },
);
