import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Args, Flags } from '@oclif/core';
import type { Product } from '../../../server/catalog/index.ts';
import type { Evaluation, Utterance } from '../../../server/chat/evaluation/index.ts';
import type { WordedProduct } from '../../../server/chat/understanding/index.ts';
import type { Client } from '../../client.ts';
import { storeFlags, VaraiCommand } from '../../command.ts';
import { EXIT, Failure } from '../../failure.ts';

interface Page {
  products: Product[];
  next_cursor: string | null;
}

export default class ChatEval extends VaraiCommand {
  static override summary = 'How well messages are understood, by a set of labelled ones';
  static override description =
    'Without FILE the project’s own messages in five languages are judged against the store they were written for; ' +
    'with FILE yours, against the words of your store. FILE holds one JSON object a line, such as ' +
    '{"text": "black ones under 120", "language": "en", "intent": "find_frames", "slots": ' +
    '[{"slot": "color", "value": "black"}, {"slot": "max_price", "value": 120}]}.';
  static override examples = [
    '<%= config.bin %> chat eval',
    '<%= config.bin %> chat eval messages.jsonl --store my-shop --min-intent 0.9 --min-f1 0.85',
    '<%= config.bin %> chat eval --json',
  ];
  static override args = { file: Args.string({ description: 'Labelled messages, JSON Lines' }) };
  static override flags = {
    ...storeFlags,
    'min-intent': Flags.string({ description: `Exit with ${EXIT.broken} below this share of right intents` }),
    'min-f1': Flags.string({ description: `Exit with ${EXIT.broken} below this F1 of slots` }),
  };

  async run(): Promise<Evaluation> {
    const { args, flags } = await this.parse(ChatEval);
    const least = {
      intent: shareOf('--min-intent', flags['min-intent']),
      f1: shareOf('--min-f1', flags['min-f1']),
    };
    const { file } = args;
    const { utterances, products } =
      file === undefined
        ? await ownSet(this.config.root)
        : {
            utterances: await readSet(file),
            products: await this.withClient(flags, productsOf),
          };
    if (products.length === 0)
      this.logToStderr(
        `Store "${flags.store}" has no frames: no brand or name of a frame will be understood.`,
      );
    const evaluation = await judge(utterances, products);
    this.log(await inWords(evaluation));
    const isBelow = evaluation.intent_accuracy < least.intent || evaluation.slot_f1 < least.f1;
    if (isBelow) {
      process.exitCode = EXIT.broken;
      this.logToStderr(`Below what was asked for: ${leastInWords(least)}.`);
    }
    return evaluation;
  }
}

async function judge(
  utterances: readonly Utterance[],
  products: readonly WordedProduct[],
): Promise<Evaluation> {
  const { paced } = await import('../../../server/catalog/index.ts');
  const { evaluate } = await import('../../../server/chat/evaluation/index.ts');
  const { storeWords, understandFor } = await import('../../../server/chat/understanding/index.ts');
  return evaluate(utterances, understandFor(await paced(storeWords(products))));
}

async function ownSet(root: string): Promise<{ utterances: Utterance[]; products: WordedProduct[] }> {
  const { OWN_SET, parseStore } = await import('../../../server/chat/evaluation/index.ts');
  const folder = join(root, 'server', 'chat', 'evaluation');
  const { products } = parseStore(await readFile(join(folder, OWN_SET.store), 'utf8'));
  const sets = await Promise.all(OWN_SET.utterances.map((name) => readSet(join(folder, name))));
  return { utterances: sets.flat(), products };
}

/** @throws Failure for a file that is missing, too large, empty, or wrong in a line. */
async function readSet(file: string): Promise<Utterance[]> {
  const { LARGEST_SET, parseSet } = await import('../../../server/chat/evaluation/index.ts');
  const unreadable = (error: NodeJS.ErrnoException) => {
    throw new Failure(`${file} can't be read (${error.code}).`, 'Check the path.', EXIT.badInput);
  };
  const { size } = await stat(file).catch(unreadable);
  if (size > LARGEST_SET) {
    throw new Failure(
      `${file} is larger than ${LARGEST_SET / 1024 / 1024} MB.`,
      'Split it, and judge the parts one after the other.',
      EXIT.badInput,
    );
  }
  const { utterances, errors } = parseSet(await readFile(file, 'utf8').catch(unreadable));
  if (errors.length > 0) {
    const lines = errors.map(({ line, detail }) => `  line ${line}: ${detail}`);
    throw new Failure([`${file}: these lines are wrong.`, ...lines].join('\n'), 'Mend them.', EXIT.badInput, {
      errors,
    });
  }
  if (utterances.length === 0) {
    throw new Failure(`${file} holds no messages.`, 'Write one JSON object a line.', EXIT.badInput);
  }
  return utterances;
}

async function productsOf(client: Client): Promise<Product[]> {
  const products: Product[] = [];
  let cursor: string | undefined;
  do {
    const query = { limit: 200, cursor };
    const page = await client.call<Page>({ method: 'GET', path: '/admin/v1/products', query });
    products.push(...page.products);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  return products;
}

/** @throws Failure naming the flag. */
function shareOf(flag: string, text: string | undefined): number {
  const value = text === undefined ? 0 : Number(text);
  if (value >= 0 && value <= 1) return value;
  throw new Failure(
    `${flag} takes a share from 0 to 1, not "${text}".`,
    `For example ${flag} 0.9`,
    EXIT.usage,
  );
}

function leastInWords({ intent, f1 }: { intent: number; f1: number }): string {
  return [
    ...(intent > 0 ? [`intents ${percent(intent)}`] : []),
    ...(f1 > 0 ? [`F1 of slots ${f1}`] : []),
  ].join(', ');
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const WORST = 5;
const MISTAKES = 15;

async function inWords(evaluation: Evaluation): Promise<string> {
  const { table } = await import('../../table.ts');
  const { utterances, intent_accuracy, slot_f1, slot_precision, slot_recall, language_accuracy } = evaluation;
  const rows = (groups: Evaluation['by_intent'] | Evaluation['by_language']) =>
    Object.entries(groups).map(([name, figures]) => [
      name,
      figures.utterances,
      percent(figures.intent_accuracy),
      figures.slot_f1.toFixed(3),
    ]);
  const worst = Object.entries(evaluation.by_intent)
    .filter(([, figures]) => figures.intent_accuracy < 1 || figures.slot_f1 < 1)
    .sort(([, a], [, b]) => a.intent_accuracy - b.intent_accuracy || a.slot_f1 - b.slot_f1)
    .slice(0, WORST);
  const headers = ['', 'Messages', 'Intents right', 'F1 of slots'];
  const { mistakes } = evaluation;
  return [
    `${utterances} ${utterances === 1 ? 'message' : 'messages'}: intents ${percent(intent_accuracy)}, slots F1 ${slot_f1.toFixed(3)} (precision ${slot_precision.toFixed(3)}, recall ${slot_recall.toFixed(3)}), language ${percent(language_accuracy)}`,
    '',
    table(headers, rows(evaluation.by_language)),
    ...(worst.length > 0 ? ['', 'Weakest intents', table(headers, rows(Object.fromEntries(worst)))] : []),
    ...(mistakes.length > 0
      ? ['', `Mistakes (${mistakes.length})`, ...mistakes.slice(0, MISTAKES).map(mistakeInWords)]
      : []),
    ...(mistakes.length > MISTAKES ? [`  … and ${mistakes.length - MISTAKES} more: --json`] : []),
  ].join('\n');
}

function mistakeInWords({ text, language, expected, understood }: Evaluation['mistakes'][number]): string {
  const missed = expected.slots.filter((slot) => !understood.slots.includes(slot));
  const added = understood.slots.filter((slot) => !expected.slots.includes(slot));
  const what = [
    ...(expected.intent === understood.intent ? [] : [`${understood.intent}, not ${expected.intent}`]),
    ...(expected.language === understood.language ? [] : [`read as ${understood.language}`]),
    ...missed.map((slot) => `missed ${slot}`),
    ...added.map((slot) => `added ${slot}`),
  ];
  return `  ${language}  ${text}  (${what.join('; ')})`;
}
