import type { Language } from '../../recommend/index.ts';
import type { Intent, Situation, Slot, Understand, Understanding } from '../understanding.ts';
import { askedBack } from './any.ts';
import { compoundParts } from './compounds.ts';
import { chosen, cueScores, type Scores, withStructure } from './intents.ts';
import { languageIn } from './language.ts';
import { LEXICONS } from './lexicon.ts';
import { namesIn } from './names.ts';
import { withNegation } from './negation.ts';
import { placesIn } from './places.ts';
import { pricesIn } from './prices.ts';
import { type Piece, piecesIn } from './slots.ts';
import { isKnown, isListed, mended, SHORTEST_MENDED, withoutDigraphs, withoutDrawl } from './spelling.ts';
import type { StoreWords } from './store-words.ts';
import { BREAK, isNameLike, type Token, tokensOf } from './tokens.ts';

/** An Understand for one store. It never throws; what it does not understand is `out_of_scope` with little confidence. */
export function understandFor(words: StoreWords): Understand {
  return (text, situation) => understand(text, situation, words);
}

function understand(text: string, situation: Situation, words: StoreWords): Understanding {
  const typed = tokensOf(text);
  const language = languageIn(text, typed, situation.language);
  const tokens = readable(typed, language, words);
  const cues = cueScores(tokens, language, []);
  const prices = pricesIn(tokens, language, situation.awaiting === 'budget');
  const names = namesIn(tokens, words, { language, isAboutOne: isAboutOne(cues) });
  const places = placesIn(tokens, language, situation.shown, prices);
  const pieces = piecesIn(tokens, language, [...prices, ...names, ...places], words);
  const found = distinct([...withNegation(pieces, tokens), ...askedBack(pieces, tokens, situation.awaiting)]);
  const has = (role: Piece['role']) => pieces.some((piece) => piece.role === role);
  if (situation.shown > 0 && has('cheap')) {
    found.push({ slot: 'change', value: 'cheaper', negated: false });
  }
  const isPointing = has('pronoun');
  const scores = cueScores(tokens, language, pieces);
  const { intent, confidence } = chosen(
    withStructure(scores, found, situation, {
      isPointing,
      isOfFace: has('face'),
      isCheap: has('cheap'),
      words: tokens.length,
    }),
  );
  return { intent, confidence, language, slots: fitting(found, intent, isPointing) };
}

/** Bounds the work on text that is nobody's language. */
const MOST_MENDED = 60;

/** The words with slips of typing mended and German compounds taken apart. */
function readable(typed: readonly Token[], language: Language, words: StoreWords): Token[] {
  let mends = 0;
  return typed.flatMap((token, at) => {
    const { word } = token;
    if (token.number !== null || isListed(word) || words.known.has(word) || words.shelf.has(word))
      return [token];
    const parts = compoundParts(word);
    if (parts !== null) {
      return parts.map((part, i) => ({ ...token, word: part, break: i === 0 ? token.break : BREAK.none }));
    }
    if (isKnown(word)) return [token];
    const plain = withoutDigraphs(word) ?? withoutDrawl(word);
    if (plain !== null) return [{ ...token, word: plain }];
    if (word.length < SHORTEST_MENDED || word.length > 24 || mends >= MOST_MENDED) return [token];
    mends += 1;
    return [{ ...token, word: nearest(token, typed[at - 1], language, words) ?? word }];
  });
}

/** A name of the store's only where it looks like one: capitals, an article, its brand. */
function nearest(
  token: Token,
  before: Token | undefined,
  language: Language,
  words: StoreWords,
): string | null {
  const spoken = mended(token.word, language);
  const own = words.shelf.nearest(token.word);
  const looksLikeName =
    isNameLike(token) ||
    LEXICONS[language].articles.has(before?.word ?? '') ||
    words.shelf.has(before?.word ?? '');
  if (
    own !== null &&
    (spoken === null || own.slips < spoken.slips || (own.slips === spoken.slips && looksLikeName))
  )
    return own.word;
  return spoken?.word ?? null;
}

const ABOUT_ONE: readonly Intent[] = [
  'product_details',
  'fit_question',
  'compare',
  'price',
  'availability',
  'like',
  'add_to_cart',
  'remove_from_cart',
];

function isAboutOne(scores: Scores): boolean {
  return ABOUT_ONE.some((intent) => (scores.get(intent) ?? 0) >= 2);
}

/** Each slot once. */
function distinct(slots: readonly Slot[]): Slot[] {
  const seen = new Set<string>();
  return slots.filter(({ slot, value, negated }) => {
    const key = `${slot} ${value} ${negated}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

const WISHING: ReadonlySet<Intent> = new Set(['find_frames', 'face_shape_advice', ...ABOUT_ONE]);

/**
 * What of the slots the intent leaves: none where the message is not about frames; changes where it wishes ("too wide
 * for me?" asks, "too wide" wishes); and in a question about one frame the one that a pronoun points at.
 */
function fitting(slots: readonly Slot[], intent: Intent, isPointing: boolean): Slot[] {
  if (!WISHING.has(intent)) return [];
  const kept =
    intent === 'find_frames' ? [...slots] : slots.filter(({ slot }) => slot !== 'change' && slot !== 'any');
  // "Too big for me?" asks about the frame, it wishes for none.
  if (intent === 'fit_question') kept.splice(0, kept.length, ...kept.filter(({ slot }) => slot !== 'size'));
  const named = kept.filter(({ slot, value }) => slot === 'product' || (slot === 'ordinal' && value !== 0));
  if (named.length > 0) return kept.filter((one) => one.slot !== 'ordinal' || named.includes(one));
  const isPlaced = kept.some(({ slot }) => slot === 'ordinal');
  if (isPointing && !isPlaced && ABOUT_ONE.includes(intent))
    kept.push({ slot: 'ordinal', value: 0, negated: false });
  return kept;
}
