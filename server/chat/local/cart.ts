import type { Product, Variant } from '../../catalog/index.ts';
import type { Recommendation } from '../../recommend/index.ts';
import type { Memory } from '../model.ts';
import type { QuickReply } from '../schema.ts';
import { showSimilar } from './find-frames.ts';
import { askWhich, type Draft, detailsMeant, replies, type Scene } from './scene.ts';
import type { Speech } from './speech.ts';
import { cardWith, colorsInStock, offerIn } from './variants.ts';

/** What asks whether a frame shall go into the cart, so that a bare yes means it and nothing else. */
export function askToCart(
  { say, reply }: Speech,
  { product_id, title }: Pick<Recommendation, 'product_id' | 'title'>,
): { sentence: string; quick_replies: QuickReply[]; memory: Pick<Memory, 'awaiting' | 'focus'> } {
  return {
    sentence: say('ask_to_cart', { title }),
    quick_replies: [{ label: reply('to_cart'), text: `${reply('to_cart')}: ${title}` }],
    memory: { awaiting: 'to_cart', focus: product_id },
  };
}

/** Puts a frame in the cart: the variant that was asked for or shown, if it is in stock. */
export async function addToCart(scene: Scene): Promise<Draft> {
  const { speech } = scene;
  const found = await detailsMeant(scene);
  if (found === null) return askWhich(scene, 'to_cart');
  const { product, card } = found;
  const { title } = product;
  if (!product.in_stock) return showSimilar(scene, product.product_id, speech.say('sold_out', { title }));
  const { variants } = product;
  if (variants.length === 0) return added(scene, product, card);
  const variant = variantMeant(scene, product, card.variant_id);
  if (variant?.in_stock) return added(scene, product, cardWith(card, variant));
  return chooseColor(scene, product, variant);
}

/** What lies in a cart is the page's: the widget can put something in, and nobody here can see what is there. */
export function removeFromCart({ speech }: Scene): Draft {
  return { sentences: [speech.say('cart_remove')], quick_replies: replies(speech, 'show_frames') };
}

function added({ speech }: Scene, { product_id, title, currency }: Product, card: Recommendation): Draft {
  const { color } = card.frame;
  const values = { title, color: color ?? '', price: speech.price(card.price, currency) };
  return {
    sentences: [speech.say(color === null ? 'cart' : 'cart_color', values)],
    actions: [{ type: 'add_to_cart', product: card }],
    memory: { focus: product_id },
  };
}

/** In the colour that is asked for, else as it was shown, else as its card shows it; null where there is none such. */
function variantMeant({ turn }: Scene, product: Product, ofCard: string | null): Variant | null {
  const color = turn.understood.slots.find((slot) => slot.slot === 'color' && !slot.negated);
  if (color !== undefined) return offerIn(product, String(color.value));
  const byName = product.variants.find(
    (variant) => variant.color !== null && turn.text.toLowerCase().includes(variant.color.toLowerCase()),
  );
  const shown = turn.memory.shown.find(({ product_id }) => product_id === product.product_id);
  const id = shown?.variant_id ?? ofCard;
  return byName ?? product.variants.find(({ variant_id }) => variant_id === id) ?? null;
}

function chooseColor({ speech }: Scene, product: Product, variant: Variant | null): Draft {
  const { product_id, title } = product;
  const colors = colorsInStock(product);
  const color = variant?.color ?? null;
  return {
    sentences: [
      color === null ? speech.say('which_one') : speech.say('color_sold_out', { title, color }),
      ...(colors.length === 0 ? [] : [speech.say('cart_choose', { colors: colors.join(', ') })]),
    ],
    quick_replies: colors
      .slice(0, 4)
      .map((each) => ({ label: each, text: `${speech.reply('to_cart')}: ${title}, ${each}` })),
    memory: { focus: product_id },
  };
}
