// Those screens are there soon: in one chunk with them, what both use weighs less.
import '../later.ts';
import type { FunctionComponent } from 'preact';
import type { ChatWords } from '../../i18n/chat/en.ts';
import type { Locale } from '../../runtime/config-schema.ts';
import screensCss from '../screens.css';
import type { ScreenProps, Ui } from '../ui.ts';
import css from './chat.css';
import { Chat } from './chat.tsx';

const WORDS: Readonly<Record<Locale, () => Promise<{ words: ChatWords }>>> = {
  en: () => import('../../i18n/chat/en.ts'),
  de: () => import('../../i18n/chat/de.ts'),
  fr: () => import('../../i18n/chat/fr.ts'),
  es: () => import('../../i18n/chat/es.ts'),
  it: () => import('../../i18n/chat/it.ts'),
};

/** Fetches what the chat needs besides this chunk. */
export async function loadChat(ui: Ui): Promise<FunctionComponent<ScreenProps>> {
  const [{ words }] = await Promise.all([WORDS[ui.visit.options.lang](), ui.dictionary.complete()]);
  ui.dictionary.add(words);
  ui.adopt(screensCss);
  ui.adopt(css);
  return Chat;
}
