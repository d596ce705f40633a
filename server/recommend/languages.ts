import type { Words } from './words.ts';
import { de } from './words-de.ts';
import { en } from './words-en.ts';
import { es } from './words-es.ts';
import { fr } from './words-fr.ts';
import { it } from './words-it.ts';

export const LANGUAGES = { en, de, fr, es, it } as const satisfies Record<string, Words>;
export type Language = keyof typeof LANGUAGES;

/** The first language we speak of those asked for ("de-CH,fr;q=0.8", most wanted first); English if none. */
export function languageOf(...asked: (string | undefined)[]): Language {
  for (const list of asked) {
    for (const entry of (list ?? '').slice(0, 200).split(',')) {
      const tag = entry.trim().slice(0, 2).toLowerCase();
      if (Object.hasOwn(LANGUAGES, tag)) return tag as Language;
    }
  }
  return 'en';
}

export type { ReasonCode, Words } from './words.ts';
