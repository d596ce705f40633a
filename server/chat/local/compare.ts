import { plainWords } from '../../catalog/index.ts';
import type { Details } from '../tools.ts';
import { asOnScreen, type Draft, pointed, replies, type Scene } from './scene.ts';
import type { Speech } from './speech.ts';
import { leastOfShown } from './superlative.ts';
import type { Label } from './words.ts';

const MOST_COMPARED = 4;

/** Two to four frames side by side: only what differs is said. */
export async function compare(scene: Scene): Promise<Draft> {
  const { turn, speech } = scene;
  const { tools } = turn;
  const least = await leastOfShown(scene);
  if (least !== null) return least;
  const direct = countedFrom(scene) ?? pointed(scene);
  const ids = direct.length > 1 ? direct : await othersFor(direct, scene);
  const listed = await tools.compare(ids.slice(0, MOST_COMPARED));
  const found = listed.map((details) => asOnScreen(details, turn.memory));
  if (found.length < 2)
    return { sentences: [speech.say('compare_which')], quick_replies: replies(speech, 'show_frames') };
  const lines = differences(found, speech);
  const titles = speech.all(found.map(({ product }) => product.title));
  return {
    sentences: lines.length > 0 ? lines : [speech.say('compare_alike', { titles })],
    actions: [{ type: 'compare', products: found.map(({ card }) => card) }],
    quick_replies: replies(speech, 'suits_me', 'cheaper'),
  };
}

/** One is named or none: with the one spoken of, else those whose names are in the text, else those on the screen. */
async function othersFor(direct: readonly string[], { turn }: Scene): Promise<string[]> {
  const { focus, shown } = turn.memory;
  const named = [...new Set([...direct, ...(await turn.tools.named(turn.text))])];
  if (named.length > 1) return named;
  const withFocus = [...new Set([...direct, ...(focus === null ? [] : [focus])])];
  if (direct.length === 1 && withFocus.length > 1) return withFocus;
  return shown.map(({ product_id }) => product_id);
}

/** "The first two", "die letzten drei": how many are meant, from where. */
const COUNTS: readonly (readonly string[])[] = [
  ['two', 'zwei', 'beiden', 'deux', 'dos', 'due'],
  ['three', 'drei', 'trois', 'tres', 'tre'],
  ['four', 'vier', 'quatre', 'cuatro', 'quattro'],
];

function countedFrom({ turn }: Scene): string[] | null {
  const [only, ...others] = turn.understood.slots.filter(({ slot }) => slot === 'ordinal');
  const tokens = plainWords(turn.text);
  const count = 2 + COUNTS.findIndex((words) => words.some((word) => tokens.includes(word)));
  if (only === undefined || others.length > 0 || count < 2) return null;
  const ids = turn.memory.shown.map(({ product_id }) => product_id);
  return only.value === 1 ? ids.slice(0, count) : only.value === -1 ? ids.slice(-count) : null;
}

/** One line for each thing in which the frames differ, as far as the shop has said. */
function differences(found: readonly Details[], speech: Speech): string[] {
  return ROWS.flatMap(({ label, of }) => {
    const values = found.map((details) => of(details, speech));
    const known = values.filter((value) => value !== null);
    if (known.length < 2 || new Set(values).size === 1) return [];
    const named = found.flatMap(({ product }, i) =>
      values[i] === null ? [] : [`${product.title} ${values[i]}`],
    );
    return [`${speech.say('fact', { label: speech.label(label), value: named.join(', ') })}.`];
  });
}

const ROWS: readonly { label: Label; of(details: Details, speech: Speech): string | null }[] = [
  { label: 'price', of: ({ card }, speech) => speech.price(card.price, card.currency) },
  { label: 'width', of: ({ product }, speech) => unit(product.eyewear.total_width, 'mm', speech) },
  { label: 'weight', of: ({ product }, speech) => unit(product.eyewear.weight_g, 'g', speech) },
  {
    label: 'material',
    of: ({ product: { eyewear } }, { nouns }) =>
      eyewear.material === null ? null : nouns.materials[eyewear.material],
  },
  {
    label: 'fit',
    of: ({ card }, { words }) => (card.fit.size === 'unknown' ? null : words.fits[card.fit.size]),
  },
];

function unit(value: number | null, name: string, speech: Speech): string | null {
  return value === null ? null : `${speech.number(value)}\u00a0${name}`;
}
