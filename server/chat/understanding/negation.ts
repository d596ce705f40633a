import type { Slot } from '../understanding.ts';
import { CHOICES } from '../wishes.ts';
import type { Piece } from './slots.ts';
import { BREAK, type Token } from './tokens.ts';

/** Slots that "not" turns round; a price, a change or a place in the list is what it is. */
const TURNED: ReadonlySet<Slot['slot']> = new Set([...CHOICES, 'light', 'product']);

/**
 * The slots of a message, those that a "not" speaks of negated. It speaks of what follows in its clause ("no black or
 * brown, under 120"), also over the commas of a list that ends in "or"; of what stands before it where nothing follows
 * ("Schwarz lieber nicht"); and "but" ends it.
 */
export function withNegation(pieces: readonly Piece[], tokens: readonly Token[]): Slot[] {
  const turned = new Set<Piece>();
  const spent = new Set<Piece>();
  for (const [i, piece] of pieces.entries()) {
    if (piece.role !== 'not' && !isDislike(piece)) continue;
    const ahead = piece.role === 'not' ? spokenOfAfter(pieces, i, tokens) : [];
    const meant = ahead.length > 0 ? ahead : spokenOfBefore(pieces, i, tokens);
    for (const one of meant) turned.add(one);
    if (meant.length > 0) spent.add(piece);
  }
  const telling = pieces.filter((piece) => !isDislike(piece) || !spent.has(piece));
  return telling.flatMap((piece) => piece.slots.map((slot) => (turned.has(piece) ? turn(slot) : slot)));
}

/** "I don't like these" turns away what is shown; "round ones I don't like" turns away what is round. */
function isDislike({ slots }: Piece): boolean {
  return slots.some(({ slot, value }) => slot === 'change' && value === 'different');
}

function turn(slot: Slot): Slot {
  return TURNED.has(slot.slot) ? ({ ...slot, negated: true } as Slot) : slot;
}

function spokenOfAfter(pieces: readonly Piece[], from: number, tokens: readonly Token[]): Piece[] {
  const found: Piece[] = [];
  let joint: Piece['role'] | null = null;
  for (let i = from + 1; i < pieces.length; i += 1) {
    const piece = pieces[i] as Piece;
    const parting = breakBefore(tokens, (pieces[i - 1] as Piece).to, piece.from);
    if (parting === BREAK.sentence || piece.role === 'but' || piece.role === 'rather') break;
    const isListed = isSameKind(piece, found.at(-1)) && (joint === 'or' || endsInOr(pieces, i, tokens));
    if (parting === BREAK.comma && !isListed) break;
    if (piece.role === 'slot' && piece.slots.some(({ slot }) => TURNED.has(slot))) {
      if (joint === 'and' && found.length > 0 && !isSameKind(piece, found.at(-1))) break;
      found.push(piece);
      joint = null;
    } else if (piece.role === 'or' || piece.role === 'and') joint = piece.role;
    else if (piece.role === 'not' && found.length > 0) break;
    else if (piece.slots.length > 0 && found.length > 0) break;
  }
  return found;
}

/** Whether the list that goes on here ("black, brown or gold") is joined by an "or" before it ends. */
function endsInOr(pieces: readonly Piece[], at: number, tokens: readonly Token[]): boolean {
  for (let i = at + 1; i < pieces.length; i += 1) {
    const piece = pieces[i] as Piece;
    if (piece.role === 'or') return isSameKind(pieces[i + 1], pieces[at]);
    if (
      !isSameKind(piece, pieces[at]) ||
      breakBefore(tokens, pieces[i - 1]?.to ?? 0, piece.from) === BREAK.sentence
    )
      return false;
  }
  return false;
}

function spokenOfBefore(pieces: readonly Piece[], from: number, tokens: readonly Token[]): Piece[] {
  const found: Piece[] = [];
  for (let i = from - 1; i >= 0; i -= 1) {
    const piece = pieces[i] as Piece;
    const next = pieces[i + 1] as Piece;
    if (breakBefore(tokens, piece.to, next.from) !== BREAK.none) break;
    if (piece.role === 'not' || piece.role === 'but') break;
    // "Schwarz lieber nicht": the "rather" goes with the "not".
    if (piece.role === 'rather' && i < from - 1) break;
    if (piece.slots.some(({ slot }) => TURNED.has(slot))) found.push(piece);
  }
  return found;
}

function isSameKind(a: Piece | undefined, b: Piece | undefined): boolean {
  return a?.slots[0] !== undefined && a.slots[0].slot === b?.slots[0]?.slot;
}

/** The strongest break from the end of one piece to the start of the next. */
function breakBefore(tokens: readonly Token[], after: number, upTo: number): number {
  let strongest: number = BREAK.none;
  for (let at = after; at <= upTo; at += 1) strongest = Math.max(strongest, tokens[at]?.break ?? BREAK.none);
  return strongest;
}
