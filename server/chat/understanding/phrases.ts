import { BREAK, type Token } from './tokens.ts';

/** One place of a pattern: any of these words, or the beginnings of words; or a gap. */
interface Place {
  words: ReadonlySet<string>;
  stems: readonly string[];
  isOptional: boolean;
  /** Stands for up to three words. */
  isGap: boolean;
}

interface Pattern<T> {
  places: readonly Place[];
  atStart: boolean;
  atEnd: boolean;
  value: T;
}

/** Where a pattern was found: tokens from `from` up to, not including, `to`. */
export interface Hit<T> {
  from: number;
  to: number;
  value: T;
}

const WIDEST_GAP = 3;

/**
 * Patterns of words, found in messages. They are written as they read: `where is/s … my/the order/parcel*`.
 * `/` parts alternatives, `*` stands for any ending, a leading `?` makes a word optional, `…` is a gap of up to three
 * words, a leading `^` and a closing `$` bind to the start and the end of the message. `|` parts patterns.
 */
export class Phrases<T> {
  readonly #byWord = new Map<string, Pattern<T>[]>();
  readonly #byStem = new Map<string, Pattern<T>[]>();
  /** Every word, and every beginning of one, that the patterns name. */
  readonly words = new Set<string>();
  readonly stems = new Set<string>();

  add(patterns: string, value: T): void {
    for (const text of patterns.split('|')) {
      const parts = text.trim().split(/\s+/).filter(Boolean);
      if (parts.length > 0) this.#addOne(parts, value);
    }
  }

  #addOne(parts: string[], value: T): void {
    const atStart = parts[0] === '^';
    const atEnd = parts.at(-1) === '$';
    const places = parts.slice(atStart ? 1 : 0, atEnd ? -1 : undefined).map(placeOf);
    const pattern = { places, atStart, atEnd, value };
    for (const place of places) {
      for (const word of place.words) this.words.add(word);
      for (const stem of place.stems) this.stems.add(stem);
    }
    for (const place of leading(places)) {
      for (const word of place.words) put(this.#byWord, word, pattern);
      for (const stem of place.stems) put(this.#byStem, stem, pattern);
    }
  }

  /** Every pattern that starts at a token, each in its longest reading. */
  at(tokens: readonly Token[], from: number): Hit<T>[] {
    const word = tokens[from]?.word ?? '';
    const hits: Hit<T>[] = [];
    const tried = new Set<Pattern<T>>();
    const attempt = (patterns: readonly Pattern<T>[] | undefined) => {
      for (const pattern of patterns ?? []) {
        if (tried.has(pattern)) continue;
        tried.add(pattern);
        if (pattern.atStart && from !== 0) continue;
        const to = matchEnd({ pattern, tokens, from }, from, 0);
        if (to !== null) hits.push({ from, to, value: pattern.value });
      }
    };
    attempt(this.#byWord.get(word));
    for (let length = Math.min(word.length, 20); length >= 2; length -= 1) {
      attempt(this.#byStem.get(word.slice(0, length)));
    }
    return hits;
  }

  /** Every pattern anywhere in a message. */
  *in(tokens: readonly Token[]): Generator<Hit<T>> {
    for (let from = 0; from < tokens.length; from += 1) yield* this.at(tokens, from);
  }

  /** The longest pattern that starts at a token; of equals the one that was added first. */
  longestAt(tokens: readonly Token[], from: number): Hit<T> | null {
    let best: Hit<T> | null = null;
    for (const hit of this.at(tokens, from)) if (best === null || hit.to > best.to) best = hit;
    return best;
  }
}

function placeOf(part: string): Place {
  const isGap = part === '…';
  const isOptional = part.startsWith('?');
  const choices = (isOptional ? part.slice(1) : part).split('/');
  return {
    words: new Set(isGap ? [] : choices.filter((choice) => !choice.endsWith('*'))),
    stems: choices.filter((choice) => choice.endsWith('*')).map((choice) => choice.slice(0, -1)),
    isOptional,
    isGap,
  };
}

/** The places a match may begin with: the first, and the next while it is optional. */
function leading(places: readonly Place[]): readonly Place[] {
  const needed = places.findIndex((place) => !place.isOptional);
  return places.slice(0, needed + 1);
}

interface Attempt<T> {
  pattern: Pattern<T>;
  tokens: readonly Token[];
  from: number;
}

/** Where a match ends that has come to `at` and `index`, the longest, or null. No gap crosses a comma, nothing a sentence. */
function matchEnd<T>(attempt: Attempt<T>, at: number, index: number): number | null {
  const { pattern, tokens, from } = attempt;
  const place = pattern.places[index];
  if (place === undefined) return pattern.atEnd && !isOver(tokens, at) ? null : at;
  if (place.isGap) return gapEnd(attempt, at, index);
  const token = tokens[at];
  const follows = token !== undefined && (at === from || token.break < BREAK.sentence);
  if (follows && fits(place, token.word)) {
    const end = matchEnd(attempt, at + 1, index + 1);
    if (end !== null) return end;
  }
  return place.isOptional ? matchEnd(attempt, at, index + 1) : null;
}

function gapEnd<T>(attempt: Attempt<T>, at: number, index: number): number | null {
  for (let width = WIDEST_GAP; width >= 0; width -= 1) {
    const crossed = attempt.tokens.slice(at, at + width + 1);
    if (crossed.some((one) => one.break !== BREAK.none)) continue;
    const end = matchEnd(attempt, at + width, index + 1);
    if (end !== null) return end;
  }
  return null;
}

/** What may follow the end of a message: a please or a thanks. */
const POLITE = new Set(
  'please pls bitte danke svp stp merci porfa gracias grazie thanks thx dann then'.split(' '),
);

function isOver(tokens: readonly Token[], at: number): boolean {
  return tokens.slice(at).every(({ word }) => POLITE.has(word));
}

function fits(place: Place, word: string): boolean {
  return place.words.has(word) || place.stems.some((stem) => word.startsWith(stem));
}

function put<T>(table: Map<string, T[]>, key: string, value: T): void {
  const known = table.get(key);
  if (known === undefined) table.set(key, [value]);
  else known.push(value);
}
