import type { Recommendation } from '../../recommend/index.ts';
import type { Memory } from '../model.ts';
import type { NewAction, QuickReply } from '../schema.ts';
import type { Found } from '../tools.ts';
import type { Wishes } from '../wishes.ts';
import { inWords, partsOf } from './describe-wishes.ts';
import { lately } from './remember.ts';
import { type Draft, replies, type Scene } from './scene.ts';
import type { Speech } from './speech.ts';

/** Cards that are read before a shopper says more. */
export const SHOWN = 6;
/** Named in the text besides the first. */
const ALSO_NAMED = 2;

/** Puts frames on the screen: the cards, what is said of the best of them, and what is remembered of it. */
export function showing(
  scene: Scene,
  found: Found,
): Required<Pick<Draft, 'sentences' | 'actions' | 'memory'>> {
  const { turn } = scene;
  const products = found.products.slice(0, SHOWN);
  const shown = products.map(({ product_id, variant_id, price }) => ({ product_id, variant_id, price }));
  const ids = shown.map(({ product_id }) => product_id);
  const memory: Partial<Memory> = {
    shown,
    seen: lately(turn.memory.seen, ids),
    focus: ids.length === 1 ? (ids[0] ?? null) : null,
  };
  const actions: NewAction[] = [{ type: 'show_products', products, total: found.total }];
  return { sentences: named(products, scene), actions, memory };
}

function named(products: Found['products'], { turn, speech }: Scene): string[] {
  const [first, ...others] = products;
  if (first === undefined) return [];
  const values = {
    title: first.title,
    price: speech.price(first.price, first.currency),
    why: speech.why(withoutSaid(first, turn.memory.face_said)),
  };
  const opening = others.length === 0 ? 'only' : 'first';
  const more = others
    .slice(0, ALSO_NAMED)
    .map(({ title, price, currency }) => `${title} (${speech.price(price, currency)})`);
  return [
    ...(products.every(isOutOfSize) ? [speech.say('none_fits')] : []),
    speech.open(values.why === '' ? opening : `${opening}_why`, values, turn.number),
    ...(more.length === 0 ? [] : [speech.open('also', { titles: speech.all(more) }, turn.number)]),
  ];
}

const isOutOfSize = ({ fit }: Recommendation) => fit.size === 'too_wide' || fit.size === 'too_narrow';

/** That a frame goes with the face that the shopper has named is no news: the whole list is made for it. */
function withoutSaid(card: Recommendation, face_said: Memory['face_said']): Recommendation {
  if (face_said === null) return card;
  return { ...card, reason_codes: card.reason_codes.filter(({ code }) => code !== 'shape_suits') };
}

/** What else can be done with frames on the screen. @param total how many there are altogether, where that is known */
export function onward(speech: Speech, count: number, total = Number.POSITIVE_INFINITY): QuickReply[] {
  const others = count > 1 ? replies(speech, 'cheaper', 'compare') : replies(speech, 'to_cart');
  return total > Math.min(count, SHOWN) ? [...others, ...replies(speech, 'more')] : others;
}

/** "14 frames match: round, up to €120." */
export function countOf(total: number, wishes: Wishes, speech: Speech): string {
  const parts = partsOf(wishes);
  if (parts.length === 0) return speech.say('picks', { count: total });
  const values = { count: total, wishes: inWords(parts, wishes, speech) };
  return speech.say(total === 1 ? 'found_one' : 'found_many', values);
}
