import type { Question, Slot } from '../understanding.ts';
import type { ChoiceName } from '../wishes.ts';
import type { Piece } from './slots.ts';
import { BREAK, type Token } from './tokens.ts';

/** What is taken back by an "I don't mind" to each question. */
const ASKED: Partial<Record<Question, ChoiceName | 'price'>> = {
  budget: 'price',
  shape: 'shape',
  color: 'color',
  occasion: 'occasion',
};

/**
 * The wishes that a message takes back: those it names beside "whatever" ("shape and price don't matter"), else the one
 * that was just asked for ("I don't mind").
 */
export function askedBack(
  pieces: readonly Piece[],
  tokens: readonly Token[],
  awaiting: Question | null,
): Slot[] {
  if (!pieces.some(isWhatever)) return [];
  const named = pieces.flatMap((piece, at) =>
    piece.topic !== undefined && isBesideWhatever(pieces, at, tokens) ? [piece.topic] : [],
  );
  const asked = awaiting === null ? undefined : ASKED[awaiting];
  const isBare = pieces.every((piece) => piece.slots.length === 0);
  const meant = named.length === 0 && isBare && asked !== undefined ? [asked] : named;
  return meant.map((value) => ({ slot: 'any', value, negated: false }));
}

function isWhatever({ role, slots }: Piece): boolean {
  return role === 'whatever' || slots.some(({ slot }) => slot === 'any');
}

/** Only joining words and other topics stand between, and the sentence is the same. */
function isBesideWhatever(pieces: readonly Piece[], at: number, tokens: readonly Token[]): boolean {
  return [1, -1].some((step) => {
    for (let i = at + step; pieces[i] !== undefined; i += step) {
      const piece = pieces[i] as Piece;
      const crossed = tokens.slice(
        Math.min(piece.to, pieces[at]?.to ?? 0),
        Math.max(piece.from, pieces[at]?.from ?? 0) + 1,
      );
      if (crossed.some((token) => token.break === BREAK.sentence && token !== tokens[0])) return false;
      if (isWhatever(piece)) return true;
      if (piece.slots.length > 0) return false;
    }
    return false;
  });
}
