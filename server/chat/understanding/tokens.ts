import { plainWords } from '../../catalog/index.ts';

/** How strongly what stands before a token parts it from the one before. */
export const BREAK = { none: 0, comma: 1, sentence: 2 } as const;
export type Break = (typeof BREAK)[keyof typeof BREAK];

/** One word or number of a message. */
export interface Token {
  /** Lower case, no accents, slips of typing mended: what is compared. */
  word: string;
  /** The same before it was mended. */
  typed: string;
  /** As the shopper wrote it. */
  raw: string;
  break: Break;
  /** The number it is, in whole units ("1.200,50" is 1200.5), or null. */
  number: number | null;
}

/** More words are not read: a message has at most 1000 characters, and a wish is said sooner. */
const MAX_TOKENS = 250;
const MAX_CHARACTERS = 2000;

/** A number with its groups and decimals, a run of letters and digits, a sign of money, or a mark that parts. */
const PIECE =
  /\d{1,3}(?:[.,'’ ]\d{3})+(?:[.,]\d{1,2})?(?![\d\p{L}])|\d+(?:[.,]\d{1,2})?(?![\d\p{L}])|[\p{L}\p{N}\p{M}]+|(?<=\d ?)[-–](?= ?\d)|[€$£%]|[.!?;:,\n()…–]/gu;

const PARTING = new Map<string, Break>(
  Object.entries({
    ',': BREAK.comma,
    ':': BREAK.comma,
    '(': BREAK.comma,
    ')': BREAK.comma,
    '–': BREAK.comma,
  }),
);
const SIGNS = new Map<string, string>(
  Object.entries({
    '€': 'eur',
    $: 'usd',
    '£': 'gbp',
    '%': 'percent',
    '-': '-',
    '–': '-',
  }),
);

/** English as it is spoken, opened up, so that one cue fits "don't", "dont" and "do not". */
const SPOKEN = new Map<string, string>(
  Object.entries({
    dont: 'do not',
    doesnt: 'does not',
    didnt: 'did not',
    cant: 'can not',
    cannot: 'can not',
    couldnt: 'could not',
    wont: 'will not',
    isnt: 'is not',
    arent: 'are not',
    wasnt: 'was not',
    havent: 'have not',
    hasnt: 'has not',
    wouldnt: 'would not',
    shouldnt: 'should not',
    whats: 'what is',
    wheres: 'where is',
    hows: 'how is',
    thats: 'that is',
    theres: 'there is',
    youre: 'you are',
    theyre: 'they are',
    ive: 'i have',
    id: 'i would',
    gonna: 'going to',
    wanna: 'want to',
    gimme: 'give me',
    lemme: 'let me',
    pls: 'please',
    plz: 'please',
    thx: 'thanks',
    u: 'you',
    ur: 'your',
  }),
);
const CONTRACTED: readonly (readonly [RegExp, string])[] = [
  [/\bcan['’]t\b/gi, 'can not'],
  [/\bwon['’]t\b/gi, 'will not'],
  [/['’]s (no|not|too)\b/gi, ' is $1'],
  [/n['’]t\b/gi, ' not'],
  [/\b(what|where|how|that|there|it|who|here)['’]s\b/gi, '$1 is'],
  [/\b(i)['’]m\b/gi, '$1 am'],
  [/\b(i|you|we|they|it|that|he|she)['’](?:d)\b/gi, '$1 would'],
  [/\b(i|you|we|they|it|that|he|she)['’]ll\b/gi, '$1 will'],
  [/\b(i|you|we|they)['’]ve\b/gi, '$1 have'],
  [/\b(you|we|they)['’]re\b/gi, '$1 are'],
  [/\b(\d+)[ -]?ish\b/gi, 'about $1'],
];

/** The words of a message, in order. Any text will do; a very long one is cut off. */
export function tokensOf(text: string): Token[] {
  const opened = CONTRACTED.reduce(
    (said, [form, full]) => said.replace(form, full),
    text.slice(0, MAX_CHARACTERS),
  );
  const tokens: Token[] = [];
  let parting: Break = BREAK.none;
  for (const { 0: piece, index } of opened.matchAll(PIECE)) {
    if (tokens.length >= MAX_TOKENS) break;
    if (/^[.!?;:,\n()…]$/.test(piece) || (piece === '–' && !isRange(opened, index))) {
      parting = Math.max(parting, PARTING.get(piece) ?? BREAK.sentence) as Break;
      continue;
    }
    for (const [i, part] of wordsOf(piece).entries()) {
      const first: Break = tokens.length === 0 ? BREAK.sentence : parting;
      tokens.push({
        word: part,
        typed: part,
        raw: piece,
        break: i === 0 ? first : BREAK.none,
        number: numberOf(piece),
      });
    }
    parting = BREAK.none;
  }
  return tokens;
}

/** "100 – 200" is a range, "black – no, blue" two thoughts. */
function isRange(text: string, at: number): boolean {
  return /\d ?$/.test(text.slice(Math.max(0, at - 2), at)) && /^ ?\d/.test(text.slice(at + 1, at + 3));
}

/** Words that would be another word without their accents. */
const DISTINCT = new Map<string, string>(
  Object.entries({
    schön: 'schoen',
    schöne: 'schoene',
    schönen: 'schoenen',
    schönes: 'schoenes',
    wunderschön: 'wunderschoen',
    né: 'ni',
    nè: 'ni',
  }),
);

function wordsOf(piece: string): string[] {
  const sign = SIGNS.get(piece);
  if (sign !== undefined) return [sign];
  if (/^\d/.test(piece) && numberOf(piece) !== null) return [piece];
  // No word is longer; what is would cost those that look it up too much time.
  const plain = DISTINCT.get(piece.toLowerCase().normalize('NFC')) ?? plainWords(piece.slice(0, 40)).join('');
  if (plain === '') return [];
  return SPOKEN.get(plain)?.split(' ') ?? [plain];
}

/** A million with its groups and decimals. */
const LONGEST_NUMBER = 16;

/** The last mark with one or two digits after it parts the decimals; all others group thousands. */
function numberOf(piece: string): number | null {
  if (piece.length > LONGEST_NUMBER || !/^\d[\d.,'’ ]*$/.test(piece)) return null;
  const [, whole = '', decimals = ''] = /^(.*?)(?:[.,](\d{1,2}))?$/.exec(piece) ?? [];
  const value = Number(`${whole.replace(/\D/g, '')}.${decimals || '0'}`);
  return value <= 1_000_000 ? value : null;
}

/** Whether a word starts with a capital but is not all capitals, nor first in its sentence where capitals mean nothing. */
export function isNameLike(token: Token): boolean {
  return token.break !== BREAK.sentence && /^\p{Lu}[\p{Ll}\p{M}]/u.test(token.raw);
}
