import { describe, expect, it } from 'vitest';
import { LOCALES } from '../runtime/config-schema.ts';
import { loadDictionary } from './index.ts';

async function wordsOf(locale: (typeof LOCALES)[number]): Promise<Record<string, string>> {
  type Module = { words: Record<string, string> };
  const parts: Module[] = await Promise.all([
    import(`./first/${locale}.ts`),
    import(`./screens/${locale}.ts`),
    import(`./camera/${locale}.ts`),
    import(`./chat/${locale}.ts`),
  ]);
  for (const { words } of parts)
    for (const text of Object.values(words))
      expect(text, 'one line each, as the build packs them').not.toContain('\n');
  return Object.assign({}, ...parts.map(({ words }) => words));
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
