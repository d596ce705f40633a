import { wordsAt } from '../../catalog/index.ts';
import type { Language } from '../../recommend/index.ts';
import type { Slot } from '../understanding.ts';
import { CHOICES, type ChoiceName } from '../wishes.ts';
import { isSpoken, LANGUAGE_NAMES, LEXICONS, type Meaning } from './lexicon.ts';
import type { Hit } from './phrases.ts';
import type { Span } from './prices.ts';
import type { StoreWords } from './store-words.ts';
import type { Token } from './tokens.ts';

/** A stretch of a message and what it means: slots, or a word of the grammar. */
export interface Piece {
  from: number;
  to: number;
  slots: readonly Slot[];
  role: Meaning['role'];
  topic?: ChoiceName | 'price';
}

const CHOICE_NAMES: ReadonlySet<string> = new Set(CHOICES);

/** Reads a message from left to right: prices and names first where they stand, else the longest phrase that means something. */
export function piecesIn(
  tokens: readonly Token[],
  language: Language,
  taken: readonly Span[],
  words: StoreWords,
): Piece[] {
  const takenAt = new Map(taken.map((span) => [span.from, span]));
  const plain = tokens.map((token) => token.word);
  const pieces: Piece[] = [];
  for (let at = 0; at < tokens.length; ) {
    const span = takenAt.get(at);
    if (span !== undefined) {
      pieces.push({ ...span, role: 'slot' });
      at = span.to;
      continue;
    }
    const limit = taken.reduce(
      (nearest, { from }) => (from > at ? Math.min(nearest, from) : nearest),
      tokens.length,
    );
    const piece = pieceAt(tokens, plain, at, limit, language, words);
    if (piece !== null) pieces.push(piece);
    at = piece?.to ?? at + 1;
  }
  return pieces;
}

function pieceAt(
  tokens: readonly Token[],
  plain: readonly string[],
  at: number,
  limit: number,
  language: Language,
  words: StoreWords,
): Piece | null {
  const cue = cueAt(tokens, at, limit, language);
  const color = colorAt(plain, at, limit, words);
  const word = wordsAt(plain.slice(0, limit), at);
  const slots = isForeign(plain[at] ?? '', language, word.length) ? [] : vocabularySlots(word.words);
  const longest = Math.max(cue === null ? 0 : cue.to - at, color?.length ?? 0);
  if (slots.length > 0 && word.length > longest)
    return { from: at, to: at + word.length, slots, role: 'slot' };
  if (color !== null && color.length > (cue === null ? 1 : cue.to - at)) {
    return { from: at, to: at + color.length, slots: color.slots, role: 'slot' };
  }
  if (cue !== null && !isShade(cue, plain, at)) {
    const found = cue.value.role === 'slot' ? [cue.value.slot] : [];
    const piece: Piece = { from: at, to: cue.to, slots: found, role: cue.value.role };
    return cue.value.role === 'topic' ? { ...piece, topic: cue.value.topic } : piece;
  }
  return slots.length > 0 ? { from: at, to: at + word.length, slots, role: 'slot' } : null;
}

/** "Light blue" is a colour, not a weight. */
function isShade({ value, to }: Hit<Meaning>, plain: readonly string[], at: number): boolean {
  if (value.role !== 'slot' || value.slot.slot !== 'light' || plain[at] !== 'light') return false;
  return wordsAt(plain, to).words.some(({ kind }) => kind === 'color');
}

/** In the message's language first; a word that is common there is no other language's cue. */
function cueAt(tokens: readonly Token[], at: number, limit: number, language: Language): Hit<Meaning> | null {
  const open = limit < tokens.length ? tokens.slice(0, limit) : tokens;
  const own = LEXICONS[language].meanings.longestAt(open, at);
  if (own !== null || isSpoken(tokens[at]?.word ?? '', language)) return own;
  for (const other of LANGUAGE_NAMES) {
    if (other === language) continue;
    const hit = LEXICONS[other].meanings.longestAt(open, at);
    if (hit !== null) return hit;
  }
  return null;
}

/** "kind" in English and "man" in German are no shoppers. */
function isForeign(word: string, language: Language, length: number): boolean {
  return length === 1 && LEXICONS[language].common.has(word);
}

function vocabularySlots(words: ReturnType<typeof wordsAt>['words']): Slot[] {
  const slots: Slot[] = [];
  for (const { kind, value } of words) {
    if (!CHOICE_NAMES.has(kind) || value === 'other') continue;
    slots.push({ slot: kind as ChoiceName, value, negated: false });
  }
  return slots;
}

/** A colour as the store names it: "midnight ocean". */
function colorAt(plain: readonly string[], at: number, limit: number, words: StoreWords) {
  for (let length = Math.min(4, limit - at); length > 1; length -= 1) {
    const families = words.colors.get(plain.slice(at, at + length).join(' '));
    if (families === undefined) continue;
    const slots: Slot[] = families.map((value) => ({ slot: 'color', value, negated: false }));
    return { length, slots };
  }
  return null;
}
