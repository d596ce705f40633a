import type { RegExpMatcher } from 'obscenity';

let loading: Promise<RegExpMatcher> | undefined;

/** Whether a text holds foul English words, also spelt with other signs; the word list is loaded when first asked for. */
export async function isFoul(text: string): Promise<boolean> {
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
