import { valuesIn } from '../../catalog/index.ts';
import type { Recommendation } from '../../recommend/index.ts';
import type { Memory } from '../model.ts';
import type { QuickReply } from '../schema.ts';
import type { Tools } from '../tools.ts';
import type { Wishes } from '../wishes.ts';
import { partsOf } from './describe-wishes.ts';
import type { Speech } from './speech.ts';

/** More frames than a shopper looks through: one question saves many cards. */
const TOO_MANY = 40;
/** Who has said this much knows what they want. */
const FEW_WISHES = 3;
/** Asked twice in a row and no more: then it is the shopper's turn. */
const MOST_ASKED = 2;
const MOST_OPTIONS = 4;

type Asked = 'shape' | 'budget' | 'color' | 'occasion';

/** One question that narrows the frames down, and answers to it that have matches. */
export interface Clarifying {
  sentence: string;
  quick_replies: QuickReply[];
  memory: Pick<Memory, 'awaiting' | 'asked'>;
}

/** @param products of the frames found; whatever is offered is one of theirs. */
export async function clarifying(
  { wishes, asked, face_said }: Memory,
  { products, total }: { products: readonly Recommendation[]; total: number },
  tools: Tools,
  speech: Speech,
): Promise<Clarifying | null> {
  if (total <= TOO_MANY || asked >= MOST_ASKED || partsOf(wishes).length > FEW_WISHES) return null;
  for (const question of ['shape', 'budget', 'color', 'occasion'] as const) {
    // Who names a face leaves the shape to us.
    if (isSettled(question, wishes) || (question === 'shape' && face_said !== null)) continue;
    const labels = await OPTIONS[question](products, wishes, tools, speech);
    if (labels.length < 2) continue;
    const quick_replies = labels.slice(0, MOST_OPTIONS).map((label) => ({ label, text: label }));
    const memory = { awaiting: question, asked: asked + 1 };
    return { sentence: speech.say(`ask_${question}`), quick_replies, memory };
  }
  return null;
}

function isSettled(question: Asked, wishes: Wishes): boolean {
  if (question === 'budget') return wishes.max_price !== null || wishes.min_price !== null;
  return wishes[question].want.length > 0;
}

type Options = (
  products: readonly Recommendation[],
  wishes: Wishes,
  tools: Tools,
  speech: Speech,
) => string[] | Promise<string[]>;

/** Shapes that nobody answers with. */
const UNASKED: ReadonlySet<string> = new Set(['other', 'd_frame', 'shield']);

const OPTIONS: Record<Asked, Options> = {
  shape: (products, _, __, { nouns }) => {
    const shapes = new Set(
      products.map(({ frame }) => frame.shape).filter((shape) => !UNASKED.has(shape ?? '')),
    );
    return [...shapes].flatMap((shape) => nouns.shapes[shape as keyof typeof nouns.shapes] ?? []);
  },
  budget: (products, _, __, speech) => {
    const prices = products.map(({ price }) => price).sort((a, b) => a - b);
    const at = (share: number) => rounded(prices[Math.floor(share * (prices.length - 1))] ?? 0);
    return [...new Set([at(1 / 3), at(2 / 3)])].map((price) =>
      speech.reply('up_to', { price: speech.price(price) }),
    );
  },
  color: (products, wishes, _, { words }) => {
    const colors = products.flatMap(({ frame }) => valuesIn('color', frame.color ?? ''));
    return [...new Set(colors)]
      .filter((color) => !wishes.color.avoid.includes(color))
      .map((color) => words.colors[color]);
  },
  async occasion(_, wishes, tools, { words }) {
    const labels: string[] = [];
    for (const occasion of ['work', 'everyday', 'sport', 'formal'] as const) {
      const { total } = await tools.search({ ...wishes, occasion: { want: [occasion], avoid: [] } }, 1);
      if (total > 0) labels.push(words.occasions[occasion]);
    }
    return labels;
  },
};

/** Up to the next two leading digits, so that 12,734 becomes 13,000: still as much as the frame costs. */
function rounded(price: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, price))) - 1);
  return Math.ceil(price / step) * step;
}
