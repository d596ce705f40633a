import type { RegExpMatcher } from 'obscenity';

let loading: Promise<RegExpMatcher> | undefined;

/** Words that are foul whatever is meant, in German, French, Spanish and Italian. Milder ones are left to be heard. */
const ELSEWHERE =
  /(?<!\p{L})(?:schei(?:ß|ss)\p{L}*|arschl(?:o|ö)ch\p{L}*|wichser\p{L}*|fotzen?|hurens(?:o|ö)hn\p{L}*|verpiss(?:t|en)?|fick(?:en|t|er)?|missgeburt\p{L}*|merdes?|connards?|connasses?|salopes?|encul(?:é|er|ée)s?|putains?|nique(?:r|z)?|ta gueule|mierdas?|put(?:a|o)s?|cabr(?:ó|o)n(?:es)?|gilipollas|joder|jódete|coños?|pendej[oa]s?|cazz(?:o|i)|stronz[oaie]|vaffanculo|puttan[ae]|merda|coglion[ei]|figlio di puttana)(?!\p{L})/iu;

/** Whether a text holds foul words, in English also spelt with other signs; its word list is loaded when first asked for. */
export async function isFoul(text: string): Promise<boolean> {
  if (ELSEWHERE.test(text)) return true;
  loading ??= load();
  return (await loading).hasMatch(text);
}

/** Harmless words in which the list finds others. */
const HARMLESS = ['penistone', 'shiitake', 'cockpit'];

async function load(): Promise<RegExpMatcher> {
  const { englishDataset, englishRecommendedTransformers, RegExpMatcher } = (await import('obscenity'))
    .default;
  const { whitelistedTerms = [], ...words } = englishDataset.build();
  return new RegExpMatcher({
    ...words,
    ...englishRecommendedTransformers,
    whitelistedTerms: [...whitelistedTerms, ...HARMLESS],
  });
}
