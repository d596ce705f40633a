import { plainWords } from '../../catalog/index.ts';
import type { Found, Tools } from '../tools.ts';
import type { Wishes } from '../wishes.ts';
import { asOnScreen, type Draft, replies, type Scene } from './scene.ts';

/** Phrases of five languages, without accents, that ask for the one with the least of something. */
const LEAST = {
  price: `cheapest|least expensive|lowest price|gunstigste|gunstigsten|billigste|billigsten|preiswerteste|la moins chere
    |le moins cher|la mas barata|el mas barato|mas economica|la piu economica|il piu economico|la meno cara`,
  weight: `lightest|leichteste|leichtesten|la plus legere|le plus leger|la mas ligera|mas ligera|mas ligero|la piu leggera
    |il piu leggero`,
} as const;
const LOOKED_AT = 12;
type Least = keyof typeof LEAST;

const PHRASES = Object.entries(LEAST).map(([of, phrases]) => ({
  of: of as Least,
  phrases: phrases.split('|').map((phrase) => ` ${phrase.trim()} `),
}));

/** What the one wanted has the least of: "which is the lightest?"; null where nothing of the kind is asked. */
export function leastIn(text: string): Least | null {
  const said = ` ${plainWords(text).join(' ')} `;
  return PHRASES.find(({ phrases }) => phrases.some((phrase) => said.includes(phrase)))?.of ?? null;
}

/** Of the frames on the screen the cheapest or the lightest; null where that is not asked, or not known of two. */
export async function leastOfShown(scene: Scene): Promise<Draft | null> {
  const { turn, speech } = scene;
  const least = leastIn(turn.text);
  const { shown } = turn.memory;
  const isOfOne = turn.understood.slots.some(
    ({ slot, value }) => slot === 'product' || (slot === 'ordinal' && value !== 0),
  );
  if (least === null || shown.length < 2 || isOfOne) return null;
  const found = await Promise.all(shown.map(({ product_id }) => turn.tools.details(product_id)));
  const [best, second] = found
    .flatMap((each) => (each === null ? [] : [asOnScreen(each, turn.memory)]))
    .map(({ product, card }) => ({ card, grams: product.eyewear.weight_g }))
    .flatMap(({ card, grams }) => {
      const value = least === 'price' ? card.price : grams;
      return value === null ? [] : [{ card, value }];
    })
    .sort((a, b) => a.value - b.value);
  if (best === undefined || second === undefined) return null;
  const { product_id, title, currency } = best.card;
  const sentence =
    least === 'price'
      ? speech.say('cheapest_of_these', { title, price: speech.price(best.value, currency) })
      : speech.say('lightest_of_these', { title, grams: best.value });
  return {
    sentences: [sentence],
    quick_replies: replies(speech, 'to_cart', 'suits_me'),
    memory: { focus: product_id },
  };
}

/** Prices are walked down by so many searches at most: each takes the cheapest of the best twelve. */
const MOST_STEPS = 8;

/** The cheapest frames that match, the cheapest first. @param found what matches, of which `total` stands */
export async function cheapestOf(tools: Tools, wishes: Wishes, found: Found): Promise<Found> {
  let cheap = found.products;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const max_price = Math.min(...cheap.map(({ price }) => price)) - 1;
    if (max_price < (wishes.min_price ?? 0)) break;
    const { products } = await tools.search({ ...wishes, max_price }, LOOKED_AT);
    if (products.length === 0) break;
    cheap = [
      ...products,
      ...cheap.filter((old) => products.every((each) => each.product_id !== old.product_id)),
    ];
  }
  const products = [...cheap].sort((a, b) => a.price - b.price).slice(0, LOOKED_AT);
  return { products, total: found.total };
}
