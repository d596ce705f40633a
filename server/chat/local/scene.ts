import type { Memory, Turn } from '../model.ts';
import type { NewAction, QuickReply } from '../schema.ts';
import type { Details } from '../tools.ts';
import type { Slot } from '../understanding.ts';
import { pointedAt } from './remember.ts';
import type { Speech } from './speech.ts';
import { cardWith } from './variants.ts';
import type { ReplyKey } from './words.ts';

/** A turn and the words to answer it in: what every policy is given. */
export interface Scene {
  readonly turn: Turn;
  readonly speech: Speech;
}

/** An answer before it is said. What is left out is nothing; nobody is asked anything unless `awaiting` says so. */
export interface Draft {
  sentences: readonly string[];
  actions?: readonly NewAction[];
  quick_replies?: readonly QuickReply[];
  memory?: Partial<Memory>;
  is_unanswered?: boolean;
}

export type Policy = (scene: Scene) => Draft | Promise<Draft>;

/** The frames that the message names or points at. */
export function pointed({ turn }: Scene): string[] {
  return pointedAt(turn.memory, turn.understood.slots, turn.page_product_id);
}

/**
 * The one frame a message is about: named or pointed at, else the one spoken of, the only one on the screen, or the
 * page's; last, one whose name is in the text, which may be an everyday word. null where it may be any of several, or
 * is several.
 */
export async function meant(scene: Scene): Promise<string | null> {
  const { memory, tools, text, page_product_id } = scene.turn;
  const [direct, ...more] = pointed(scene);
  if (direct !== undefined) return more.length === 0 ? direct : null;
  const { shown, focus } = memory;
  const only = shown.length === 1 ? shown[0]?.product_id : undefined;
  const inSight = focus ?? only ?? (shown.length === 0 ? page_product_id : null);
  if (inSight !== null) return inSight;
  const [named, ...others] = await tools.named(text);
  if (named === undefined || others.length > 0) return null;
  return shown.length === 0 || shown.some(({ product_id }) => product_id === named) ? named : null;
}

/** What the store says of the frame that is meant; null where that is not clear, or there is no such frame. */
export async function detailsMeant(scene: Scene): Promise<Details | null> {
  const product_id = await meant(scene);
  const found = product_id === null ? null : await scene.turn.tools.details(product_id);
  return found && asOnScreen(found, scene.turn.memory);
}

/** A frame in the version that the shopper sees, and at its price: the one that suited the wishes. */
export function asOnScreen({ product, card }: Details, { shown }: Memory): Details {
  const id = shown.find(({ product_id }) => product_id === product.product_id)?.variant_id;
  const variant = product.variants.find(({ variant_id }) => variant_id === id);
  return { product, card: variant === undefined ? card : cardWith(card, variant) };
}

/** The frames a message may be about: those it points at, else those on the screen. */
export function candidates(scene: Scene): string[] {
  const ids = pointed(scene);
  return ids.length > 0 ? ids : scene.turn.memory.shown.map(({ product_id }) => product_id);
}

/** "Which one?", with those to choose from. @param wanting what is to be done with the one that is tapped */
export async function askWhich(scene: Scene, wanting?: 'to_cart'): Promise<Draft> {
  const { turn, speech } = scene;
  const shown = await turn.tools.compare(candidates(scene));
  if (shown.length === 0) {
    return { sentences: [speech.say('which_frame')], quick_replies: replies(speech, 'show_frames') };
  }
  const titles = shown.map(({ product: { title } }) => ({
    label: title,
    text: wanting === undefined ? title : `${speech.reply(wanting)}: ${title}`,
  }));
  return { sentences: [speech.say('which_one')], quick_replies: titles };
}

export function replies(
  speech: Speech,
  ...keys: readonly Exclude<ReplyKey, 'up_to' | 'my_face'>[]
): QuickReply[] {
  return keys.map((key) => ({ label: speech.reply(key), text: speech.reply(key) }));
}

/** The wishes that a message itself holds, as a filter of the page can take them over. */
export function saysWishes(slots: readonly Slot[]): boolean {
  return slots.some(({ slot }) => slot !== 'ordinal' && slot !== 'product');
}
