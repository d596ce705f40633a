import { FRAME_SHAPES, type LensType, type Product, plainWords } from '../../catalog/index.ts';
import type { Recommendation } from '../../recommend/index.ts';
import type { Details } from '../tools.ts';
import { noWishes } from '../wishes.ts';
import { valuesInWords } from './describe-wishes.ts';
import { findFrames } from './find-frames.ts';
import { lately } from './remember.ts';
import {
  askWhich,
  asOnScreen,
  candidates,
  type Draft,
  detailsMeant,
  replies,
  type Scene,
  saysWishes,
} from './scene.ts';
import type { Speech } from './speech.ts';
import { colorsInStock } from './variants.ts';
import type { Label } from './words.ts';

/** As many as a search shows. */
const MOST_ALIKE = 12;

/** What is known of one frame, and whether it is what was asked about. */
export async function productDetails(scene: Scene): Promise<Draft> {
  const found = await detailsMeant(scene);
  if (found === null) return askWhich(scene);
  const { product, card } = found;
  const { speech } = scene;
  const fact = oneFact(scene, product);
  if (fact !== null) {
    return {
      sentences: [fact],
      quick_replies: replies(speech, 'to_cart'),
      memory: { focus: product.product_id },
    };
  }
  const { title, brand } = product;
  const values = { title, brand: brand ?? '', price: speech.price(card.price, card.currency) };
  const colors = colorsInStock(product);
  return {
    sentences: [
      ...(await asked(scene, found)),
      speech.say(brand === null ? 'details' : 'details_brand', values),
      ...facts(product, speech),
      ...(colors.length === 0 ? [] : [speech.say('comes_in', { colors: colors.join(', ') })]),
    ],
    actions: [{ type: 'open_product', product: card }],
    quick_replies: replies(speech, 'to_cart'),
    memory: { focus: product.product_id },
  };
}

export async function price(scene: Scene): Promise<Draft> {
  const { turn, speech } = scene;
  const found = await detailsMeant(scene);
  if (found !== null) {
    return {
      sentences: priceInWords(found, speech),
      quick_replies: replies(speech, 'to_cart', 'cheaper'),
      memory: { focus: found.product.product_id },
    };
  }
  const several = candidates(scene);
  if (several.length === 0 || saysWishes(turn.understood.slots)) return findFrames(scene);
  const shown = await turn.tools.compare(several);
  if (shown.length === 0) return askWhich(scene);
  const priced = shown.map((each) => {
    const { title, price, currency } = asOnScreen(each, turn.memory).card;
    return speech.say('costs', { title, price: speech.price(price, currency) });
  });
  return { sentences: priced, quick_replies: replies(speech, 'cheaper') };
}

/** What the version on the screen costs, and what others do. */
function priceInWords({ product, card }: Details, speech: Speech): string[] {
  const { title, currency, variants } = product;
  const prices = variants.length === 0 ? [product.price] : variants.map((each) => each.price);
  const [low, high] = [Math.min(...prices), Math.max(...prices)];
  const [from, to] = [speech.price(low, currency), speech.price(high, currency)];
  const values = { title, price: speech.price(card.price, currency), color: card.frame.color ?? '' };
  if (low === high) return [speech.say('costs', values)];
  if (values.color === '') return [speech.say('costs_between', { title, low: from, high: to })];
  return [speech.say('costs_color', values), speech.say('costs_other', { low: from, high: to })];
}

/** A frame is liked: it is remembered already, so that it is only said. */
export async function like(scene: Scene): Promise<Draft> {
  const found = await detailsMeant(scene);
  if (found === null) return askWhich(scene);
  const { speech, turn } = scene;
  const { product_id, title } = found.product;
  return {
    sentences: [speech.say('liked', { title })],
    quick_replies: replies(speech, 'to_cart', 'show_frames'),
    memory: { focus: product_id, liked: lately(turn.memory.liked, [product_id]) },
  };
}

/** Beginnings of words that ask for one thing alone: its weight, its measures. */
const WEIGHT = ['heav', 'weigh', 'schwer', 'wieg', 'gewicht', 'poids', 'pese', 'lourd', 'pesa', 'peso'];
const MEASURES = [
  'wide',
  'width',
  'measure',
  'dimension',
  'breit',
  'masse',
  'abmess',
  'largeur',
  'mesure',
  'ancho',
  'medida',
  'misur',
  'largh',
];

/** "How heavy is it?" wants a number, not the whole sheet; null for any other question, or where the shop is silent. */
function oneFact({ turn, speech }: Scene, { title, eyewear }: Product): string | null {
  const tokens = plainWords(turn.text);
  const asks = (stems: readonly string[]) =>
    tokens.some((token) => stems.some((stem) => token.startsWith(stem)));
  const { weight_g: grams, total_width: mm } = eyewear;
  if (asks(WEIGHT) && grams !== null) return speech.say('weighs', { title, grams });
  const size = sizeOf(eyewear);
  if (!asks(MEASURES) || mm === null) return null;
  return size === null ? speech.say('wide', { title, mm }) : speech.say('measures', { title, mm, size });
}

/** "Is it titanium?": yes, or what it is instead; nothing where the shop has not said. */
async function asked(scene: Scene, { product, card }: Details): Promise<string[]> {
  const { turn, speech } = scene;
  const { title, eyewear } = product;
  const sentences: string[] = [];
  for (const slot of turn.understood.slots) {
    if (slot.slot === 'lens_type') sentences.push(await lensInWords(scene, card, slot.value as LensType));
    if (slot.slot !== 'material' && slot.slot !== 'shape' && slot.slot !== 'rim') continue;
    const is = eyewear[slot.slot];
    if (is === null) continue;
    const [value = is] = valuesInWords(slot.slot, [is], speech);
    sentences.push(speech.say(is === slot.value ? 'is_that' : 'is_not_that', { title, value }));
  }
  return sentences;
}

/** A shop says what lenses a frame is for, or nothing. Its shape and price leave few to look among. */
async function lensInWords({ turn, speech }: Scene, card: Recommendation, lens: LensType): Promise<string> {
  const { title, price, frame } = card;
  const shape = FRAME_SHAPES.filter((each) => each === frame.shape);
  const alike = {
    ...noWishes(),
    ...{ shape: { want: shape, avoid: [] }, lens_type: { want: [lens], avoid: [] } },
    ...{ min_price: price, max_price: price },
  };
  const { products } = await turn.tools.search(alike, MOST_ALIKE);
  const isSaid = products.some(({ product_id }) => product_id === card.product_id);
  const value = speech.words.lens_types[lens];
  return speech.say(isSaid ? 'is_that' : 'lens_not_said', { title, value });
}

/** "Shape: round · Material: titanium · Width: 138 mm · Size: 50□20-145 · Weight: 14 g" */
function facts({ eyewear }: Product, speech: Speech): string[] {
  const { shape, material, total_width: width, weight_g: grams } = eyewear;
  const fact = (label: Label, value: string) => speech.say('fact', { label: speech.label(label), value });
  const size = sizeOf(eyewear);
  const known = [
    shape !== null && shape !== 'other' && fact('shape', speech.nouns.shapes[shape]),
    material !== null && fact('material', speech.nouns.materials[material]),
    width !== null && fact('width', `${speech.number(width)}\u00a0mm`),
    size !== null && fact('size', size),
    grams !== null && fact('weight', `${speech.number(grams)}\u00a0g`),
  ].filter((each) => each !== false);
  return known.length === 0 ? [] : [`${known.join(' · ')}.`];
}

/** "50□20-145": width of a lens, of the bridge and length of the temples, as it is printed on frames. */
function sizeOf({ lens_width, bridge, temple }: Product['eyewear']): string | null {
  if (lens_width === null || bridge === null) return null;
  return `${lens_width}□${bridge}${temple === null ? '' : `-${temple}`}`;
}
