import type { ColorFamily, Product } from '../../catalog/index.ts';
import { valuesInWords } from './describe-wishes.ts';
import { findFrames, showSimilar } from './find-frames.ts';
import { frontOf } from './fit.ts';
import { askWhich, type Draft, detailsMeant, replies, type Scene, saysWishes } from './scene.ts';
import type { Speech } from './speech.ts';
import { colorsInStock, offerIn } from './variants.ts';

/** Never a promise: what the shop's list says right now. */
export async function availability(scene: Scene): Promise<Draft> {
  const { turn, speech } = scene;
  const { slots } = turn.understood;
  const found = await detailsMeant(scene);
  if (found === null) return saysWishes(slots) ? findFrames(scene) : askWhich(scene);
  const { product, card } = found;
  const { product_id, title } = product;
  if (!product.in_stock) return showSimilar(scene, product_id, speech.say('sold_out', { title }));
  const color = slots.find((slot) => slot.slot === 'color' && !slot.negated);
  const asksSize = slots.some(({ slot }) => slot === 'size');
  const sentences =
    color === undefined
      ? [inStock(product, speech), ...(asksSize ? frontOf(scene, card) : [])]
      : inColor(product, color.value as ColorFamily, speech);
  return { sentences, quick_replies: replies(speech, 'to_cart'), memory: { focus: product_id } };
}

function inStock(product: Product, speech: Speech): string {
  const { title } = product;
  const colors = colorsInStock(product).join(', ');
  return colors === '' ? speech.say('in_stock', { title }) : speech.say('in_stock_colors', { title, colors });
}

function inColor(product: Product, family: ColorFamily, speech: Speech): string[] {
  const { title } = product;
  const offer = offerIn(product, family);
  const name = valuesInWords('color', [family], speech).join();
  if (offer === null) return [speech.say('color_missing', { title, color: name }), inStock(product, speech)];
  const color = offer.color ?? name;
  if (offer.in_stock) return [speech.say('color_in_stock', { title, color })];
  return [speech.say('color_sold_out', { title, color }), inStock(product, speech)];
}
