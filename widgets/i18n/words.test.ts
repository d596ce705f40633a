import { describe, expect, it } from 'vitest';
import { LOCALES } from '../runtime/config-schema.ts';
import { loadDictionary } from './index.ts';

async function wordsOf(locale: (typeof LOCALES)[number]): Promise<Record<string, string>> {
  const first = (await import(`./first/${locale}.ts`)) as { words: Record<string, string> };
  const screens = (await import(`./screens/${locale}.ts`)) as { words: Record<string, string> };
  return { ...first.words, ...screens.words };
}
const namesIn = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();

describe.each(LOCALES)('the words in %s', (locale) => {
  it('are all there, and take the same values', async () => {
    const [own, english] = await Promise.all([wordsOf(locale), wordsOf('en')]);
    expect(Object.keys(own).sort()).toEqual(Object.keys(english).sort());
    for (const [key, text] of Object.entries(english)) {
      expect(own[key]?.trim(), key).not.toBe('');
      expect(namesIn(own[key] ?? ''), key).toEqual(namesIn(text));
    }
  });
});

describe('a dictionary', () => {
  it('knows the later screens only once they were asked for', async () => {
    const dictionary = await loadDictionary('de');
    expect(dictionary.t('consent_memory', { store: 'Halden' })).toContain('Halden');
    expect(dictionary.has('quiz_title')).toBe(false);
    await dictionary.complete();
    expect(dictionary.t('frames_count', { n: 3 })).toBe('3 Brillen, die beste zuerst');
  });
});
