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
  const open = limit < tokens.length ? tokens.slice(0, limit) : tokens;
  const named = vocabularyAt(plain.slice(0, limit), at, language);
  const color = colorAt(plain, at, limit, words);
  const own = LEXICONS[language].meanings.longestAt(open, at);
  const cue = own ?? (named === null ? foreignCueAt(open, at, language) : null);
  const spoken = cue === null || isShade(cue, plain, at) ? null : cue;
  const length = spoken === null ? 0 : spoken.to - at;
  // Of equally long readings the cue counts, then the store's own colour.
  const other = color !== null && color.length >= (named?.length ?? 0) ? color : named;
  if (other !== null && other.length > length) {
    return { from: at, to: at + other.length, slots: other.slots, role: 'slot' };
  }
  return spoken === null ? null : pieceOf(spoken);
}

function pieceOf({ from, to, value }: Hit<Meaning>): Piece {
  const piece: Piece = { from, to, slots: value.role === 'slot' ? [value.slot] : [], role: value.role };
  return value.role === 'topic' ? { ...piece, topic: value.topic } : piece;
}

/** "Light blue" is a colour, not a weight. */
function isShade({ value, to }: Hit<Meaning>, plain: readonly string[], at: number): boolean {
  if (value.role !== 'slot' || value.slot.slot !== 'light' || plain[at] !== 'light') return false;
  return wordsAt(plain, to).words.some(({ kind }) => kind === 'color');
}

/** What another language's cue says, of a word that is none of the message's own. */
function foreignCueAt(tokens: readonly Token[], at: number, language: Language): Hit<Meaning> | null {
  if (isSpoken(tokens[at]?.word ?? '', language)) return null;
  for (const other of LANGUAGE_NAMES) {
    const hit = other === language ? null : LEXICONS[other].meanings.longestAt(tokens, at);
    if (hit !== null) return hit;
  }
  return null;
}

/** What the catalogue's vocabulary says; a word that is common here ("kind" in English, "man" in German) is not its. */
function vocabularyAt(plain: readonly string[], at: number, language: Language) {
  const { words, length } = wordsAt(plain, at);
  if (length === 1 && LEXICONS[language].common.has(plain[at] ?? '')) return null;
  const slots: Slot[] = [];
  for (const { kind, value } of words) {
    if (!CHOICE_NAMES.has(kind) || value === 'other') continue;
    slots.push({ slot: kind as ChoiceName, value, negated: false });
  }
  return slots.length > 0 ? { slots, length } : null;
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
