import { describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../../recommend/index.ts';
import { OPENINGS } from './openings.ts';
import { WORDS } from './speech.ts';

const languages = Object.keys(LANGUAGES) as Language[];

describe('every language', () => {
  const blanks = (said: string) => [...said.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
  const texts = (table: Readonly<Record<string, string | readonly string[]>>) =>
    Object.entries(table).flatMap(([key, said]) => [said].flat().map((text) => [key, blanks(text)] as const));

  it.each(languages)('lets no unit, and no French mark, begin a line: %s', (language) => {
    const { sentences, why, replies } = WORDS[language];
    const said = [sentences, why, replies, OPENINGS[language]]
      .flatMap((table) => Object.values(table))
      .flat(2);
    for (const text of said)
      expect(text).not.toMatch(language === 'fr' ? / [:;?!»]|« |\} m?[gm]\b/ : /\} m?[gm]\b/);
  });

  it.each(languages)('has the same values in the same sentences: %s', (language) => {
    for (const table of ['sentences', 'why', 'replies', 'wishes'] as const) {
      const english = new Map(texts(WORDS.en[table]));
      for (const [key, names] of texts(WORDS[language][table]))
        expect([key, names]).toEqual([key, english.get(key)]);
    }
    expect(texts(OPENINGS[language])).toEqual(texts(OPENINGS.en));
  });
});
