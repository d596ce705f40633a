import type { ChatAction, ChatAnswer } from '../../server/chat/schema.ts';
import type { Recommendation } from '../../server/recommend/schema.ts';
import { price } from '../numbers.ts';

/** What stands below an answer, and what each number on the screen says when it is typed. */
export interface Screen {
  lines: string[];
  choices: string[];
}

/** Frames as short lines and quick replies, numbered through; what a page would do, in words. */
export function screenOf({ actions, quick_replies }: ChatAnswer): Screen {
  const frames = actions.flatMap((action) => ('products' in action ? action.products : []));
  const choices = [...frames.map(({ title }) => title), ...quick_replies.map(({ text }) => text)];
  const cards = frames.map((frame, n) => `${`${n + 1}.`.padStart(4)} ${cardOf(frame)}`);
  const replies = quick_replies.map(({ label }, n) => `[${frames.length + n + 1}] ${label}`);
  const lines = [
    ...cards,
    ...actions.flatMap(wordsOf),
    ...(replies.length > 0 ? [`  ${replies.join('  ')}`] : []),
  ];
  return { lines, choices };
}

function cardOf({ title, price: minor, currency, frame, fit }: Recommendation): string {
  const { lens_width, bridge, temple } = frame;
  const size = lens_width && bridge ? `  ${lens_width}□${bridge}${temple ? `-${temple}` : ''}` : '';
  const fits = fit.size === 'unknown' ? '' : `  ${fit.size.replace('_', ' ')}`;
  return `${title}${size}  ${price(minor, currency)}${fits}`;
}

/** Words of another program, as a terminal may show them: no control characters. */
export function plain(text: string): string {
  return text.replace(/(?![\n\t])\p{Control}/gu, '');
}

function wordsOf(action: ChatAction): string[] {
  switch (action.type) {
    case 'start_face_analysis':
      return ['  (A page offers to measure the face here; in the terminal: varai chat --photo FILE)'];
    case 'add_to_cart':
      return [`  (A page puts ${action.product.title} into the cart.)`];
    case 'open_product':
      return [`  (A page opens ${action.product.url ?? action.product.title}.)`];
    case 'hand_over': {
      const { email, phone, url, hours } = action.contact ?? {};
      const ways = [email, phone, url, hours].filter((way) => way !== undefined);
      return [`  (Hands over to a person${ways.length > 0 ? `: ${ways.join(', ')}` : ''}.)`];
    }
    case 'ask_satisfaction':
      return ['  (A page asks how it was, 1 to 5.)'];
    case 'show_products':
    case 'compare':
    case 'filter':
      return [];
  }
}
