import type { Language } from '../../recommend/index.ts';
import { compoundParts } from './compounds.ts';
import { WEIGHTS } from './cues.ts';
import { isSpoken, LANGUAGE_NAMES, LEXICONS } from './lexicon.ts';
import type { Token } from './tokens.ts';

/**
 * How sure one must be of another language before the conversation's is left: more than one word of the trade, and
 * more than a function word that two languages share.
 */
const PRIOR = 1.2;
const COMMON = 1;
const TRADE = 0.4;
const CUE = 0.25;
/** "Cinquante". */
const NUMBER = 0.7;
/** Only German writes "Herrensonnenbrille" as one word. */
const COMPOUND = 1.5;
/** A whole phrase such as "guten Tag" tells more than its words. */
const PHRASE = 0.5;
const LETTERS: readonly (readonly [RegExp, readonly Language[]])[] = [
  [/ß/i, ['de']],
  [/[äöü]/i, ['de']],
  [/[ñ¿¡]/i, ['es']],
  [/[áóú]/i, ['es']],
  [/[çêâîûœë]/i, ['fr']],
  [/[ìò]/i, ['it']],
  [/[èù]/i, ['fr', 'it']],
  [/é/i, ['fr', 'es', 'it']],
  [/à/i, ['fr', 'it']],
  [/í/i, ['es']],
];

/** The language a message is written in; where its words do not tell, the one given. */
export function languageIn(text: string, tokens: readonly Token[], given: Language): Language {
  const evidence = new Map<Language, number>(LANGUAGE_NAMES.map((language) => [language, 0]));
  const note = (languages: readonly Language[], weight: number) => {
    for (const language of languages) {
      evidence.set(language, (evidence.get(language) ?? 0) + weight / languages.length);
    }
  };
  for (const { typed } of tokens) {
    if (!isOfWishes(typed)) note(speaking('common', typed), COMMON);
    note(speaking('trade', typed), TRADE);
    note(speaking('numbers', typed), NUMBER);
    if (compoundParts(typed) !== null) note(['de'], COMPOUND);
    note(
      LANGUAGE_NAMES.filter((language) => isSpoken(typed, language)),
      CUE,
    );
  }
  for (const language of LANGUAGE_NAMES) note([language], PHRASE * wordsInCues(language, tokens));
  for (const [letters, languages] of LETTERS) if (letters.test(text)) note(languages, COMMON);
  const weightOf = (language: Language) => (evidence.get(language) ?? 0) + (language === given ? PRIOR : 0);
  return LANGUAGE_NAMES.reduce(
    (best, language) => (weightOf(language) > weightOf(best) ? language : best),
    given,
  );
}

function speaking(list: 'common' | 'trade' | 'numbers', word: string): Language[] {
  return LANGUAGE_NAMES.filter((language) => LEXICONS[language][list].has(word));
}

/** "Black under 120" is said in any language: what a wish is made of tells little. */
function isOfWishes(word: string): boolean {
  return LANGUAGE_NAMES.some((language) => LEXICONS[language].prices.words.has(word) && word.length > 3);
}

/** How many words stand in cues of some weight. */
function wordsInCues(language: Language, tokens: readonly Token[]): number {
  const covered = new Set<number>();
  for (const { from, to, value } of LEXICONS[language].intents.in(tokens)) {
    if (value.weight < WEIGHTS.likely) continue;
    for (let at = from; at < to; at += 1) covered.add(at);
  }
  return covered.size;
}
