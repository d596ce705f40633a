import type { configSchema } from './config-schema.ts';

/** What each attribute is for, in the words of the page documents. Kept apart so that no shopper downloads it. */
export const CONFIG_DOCS: Readonly<Record<keyof typeof configSchema, string>> = {
  key: 'The shop’s publishable key. Never put a secret key into a page.',
  server: 'Where the varai server answers. Left out: where the script itself came from.',
  locale: 'en, de, fr, es or it, with or without a region. Left out: the language of the page.',
  productId: 'The product this page shows; it is marked among the results.',
  cartUrl: 'Where “add to cart” goes unless the page handles the event, such as /cart/add?id={variant_id}.',
  cartMethod: 'Whether cartUrl is opened in the tab or sent a POST.',
  cartPage: 'The shop’s cart, linked once something was added.',
  sampleFaces: 'Drawn faces to try the measuring with, separated by spaces.',
  theme: 'auto follows the shopper’s system.',
  mode: 'A button that opens a dialog, or the whole widget in the page.',
  start: 'What it opens on: measuring, which asks for consent first, or the chat, which needs none.',
  limit: 'How many frames to ask for at once.',
  label: 'The button’s words, instead of ours.',
};
