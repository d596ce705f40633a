import type { Product } from '../../catalog/index.ts';
import { valuesInWords } from './describe-wishes.ts';
import { findFrames } from './find-frames.ts';
import { lately } from './remember.ts';
import { askWhich, candidates, type Draft, detailsMeant, replies, type Scene, saysWishes } from './scene.ts';
import type { Speech } from './speech.ts';
import { colorsInStock } from './variants.ts';
import type { Label } from './words.ts';

/** What is known of one frame, and whether it is what was asked about. */
export async function productDetails(scene: Scene): Promise<Draft> {
  const found = await detailsMeant(scene);
  if (found === null) return askWhich(scene);
  const { product, card } = found;
  const { speech } = scene;
  const { title, brand } = product;
  const values = { title, brand: brand ?? '', price: speech.price(card.price, card.currency) };
  const colors = colorsInStock(product);
  return {
    sentences: [
      ...asked(scene, product),
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
    const { title, currency, variants } = found.product;
    const prices = variants.length === 0 ? [found.product.price] : variants.map((each) => each.price);
    const [low, high] = [Math.min(...prices), Math.max(...prices)].map((each) =>
      speech.price(each, currency),
    );
    const sentence = low === high ? speech.say('costs', { title, price: low ?? '' }) : null;
    return {
      sentences: [sentence ?? speech.say('costs_between', { title, low: low ?? '', high: high ?? '' })],
      quick_replies: replies(speech, 'to_cart', 'cheaper'),
      memory: { focus: found.product.product_id },
    };
  }
  const several = candidates(scene);
  if (several.length === 0 || saysWishes(turn.understood.slots)) return findFrames(scene);
  const shown = await turn.tools.compare(several);
  if (shown.length === 0) return askWhich(scene);
  const priced = shown.map(({ product, card }) => {
    const variant = turn.memory.shown.find(({ product_id }) => product_id === product.product_id)?.variant_id;
    const offer = product.variants.find(({ variant_id }) => variant_id === variant) ?? card;
    return speech.say('costs', { title: product.title, price: speech.price(offer.price, product.currency) });
  });
  return { sentences: priced, quick_replies: replies(speech, 'cheaper') };
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

/** "Is it titanium?": yes, or what it is instead; nothing where the shop has not said. */
function asked({ turn, speech }: Scene, { title, eyewear }: Product): string[] {
  return turn.understood.slots.flatMap((slot) => {
    if (slot.slot !== 'material' && slot.slot !== 'shape' && slot.slot !== 'rim') return [];
    const is = eyewear[slot.slot];
    if (is === null) return [];
    const [value = is] = valuesInWords(slot.slot, [is], speech);
    return [speech.say(is === slot.value ? 'is_that' : 'is_not_that', { title, value })];
  });
}

/** "Shape: round · Material: titanium · Width: 138 mm · Size: 50□20-145 · Weight: 14 g" */
function facts({ eyewear }: Product, speech: Speech): string[] {
  const { shape, material, total_width: width, lens_width: lens, bridge, temple, weight_g: grams } = eyewear;
  const fact = (label: Label, value: string) => speech.say('fact', { label: speech.label(label), value });
  const temples = temple === null ? '' : `-${temple}`;
  const known = [
    shape !== null && shape !== 'other' && fact('shape', speech.nouns.shapes[shape]),
    material !== null && fact('material', speech.nouns.materials[material]),
    width !== null && fact('width', `${speech.number(width)} mm`),
    lens !== null && bridge !== null && fact('size', `${lens}□${bridge}${temples}`),
    grams !== null && fact('weight', `${speech.number(grams)} g`),
  ].filter((each) => each !== false);
  return known.length === 0 ? [] : [`${known.join(' · ')}.`];
}
