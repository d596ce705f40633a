import { plainWords } from '../../catalog/index.ts';
import { suspicionsIn } from '../../safety/index.ts';
import { promisesTooMuch } from './claims.ts';
import type { Known, KnownFrame } from './known.ts';
import { openLeakCheck } from './leaks.ts';
import { MENTION, type Mention, putBack, takeNames } from './mentions.ts';
import { namesUnknown } from './names.ts';
import { moneyIn, type Price, pricesIn, speaksOfMoney } from './prices.ts';
import { openSentences, type Sentence } from './sentences.ts';

export interface Grounding {
  /** Takes the next piece of what a model says. @returns what of it may be said, in whole sentences */
  push(text: string): string[];
  /** The model has finished. */
  end(): string[];
  /** The frames that have been named, each once, the latest last. */
  named(): readonly string[];
}

/** No sentence about frames is so long. */
const LONGEST_SENTENCE = 800;
/** A model is told to say four, or a list: what goes on and on is not heard, and costs no time. */
const MOST_SENTENCES = 60;
const ADDRESS =
  /https?:\/\/\S+|\bwww\.\S+|\]\([^)]*\)|\b[\w.+-]+@[\w-]+\.\w+|\b[a-z0-9-]+\.(?:com|net|org|shop|example|io|de|fr|es|it|co\.uk)\b(?:\/\S*)?/gi;
const MARKUP = /<\/?[a-z!][^>]*>?|javascript:|\bon\w+\s*=/i;
/** Words by which a sum is a limit, not a price. */
const UNDER =
  /(?<!\p{L})(?:under|below|within|budget|up to|less than|at most|max\w*|unter|bis|höchstens|unterhalb|innerhalb|moins|jusqu|sous|hasta|menos|máximo|bajo|presupuesto|meno|sotto|fino|massimo|entro)(?!\p{L})/iu;
const OVER =
  /(?<!\p{L})(?:over|above|more than|at least|über|mindestens|plus de|au moins|más de|oltre|più di|almeno)(?!\p{L})/iu;
/** Numbers in words that are more than one counts: sums and measurements are written so to get past a check. */
const NUMBER_WORDS =
  /(?<!\p{L})(?:(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty\p{L}*|(?:a |one )?hundreds?|thousands?|\p{L}*(?:zwanzig|dreißig|vierzig|fünfzig|sechzig|siebzig|achtzig|neunzig|hundert|tausend)|vingt|trente|quarante|cinquante|soixante|quatre-vingts?|cents?|mille|veinte|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa|cien(?:to)?s?|mil|venti|trenta|quaranta|cinquanta|sessanta|settanta|ottanta|novanta|cento)(?!\p{L})/iu;
const NUMBER = /\d+(?:[.,]\d+)*/g;
/** So many things can be counted without being told how many there are. */
const MOST_COUNTED = 12;

/**
 * Lets through what is true of a store, sentence by sentence: names become the store's titles with their prices, a wrong
 * price of one frame is put right, and a sentence that names, prices or promises what the store does not is left out.
 * Pure: the same text comes out however it was cut on the way in. `known` may grow between two pieces.
 */
export function openGrounding(known: Known): Grounding {
  const sentences = openSentences();
  const leaks = openLeakCheck(known.instructions, known.canary);
  const named = new Set<string>();
  let last: readonly KnownFrame[] = [];
  let isClosed = false;
  let heard = 0;
  let hasSaid = false;
  /** An introduction that is worth nothing without what it introduces. */
  let held: Sentence | null = null;
  let space = '';

  function hear(sentence: Sentence): string {
    heard += 1;
    if (isClosed || heard > MOST_SENTENCES) return '';
    if (leaks(sentence.text)) {
      isClosed = true;
      return '';
    }
    const before = wider(space, sentence.space);
    const said = grounded(sentence.text);
    if (said === null) {
      space = before;
      return '';
    }
    space = '';
    if (said.endsWith(':')) {
      held = { space: before, text: said };
      return '';
    }
    const intro = held === null ? '' : shown(held.space, held.text);
    held = null;
    return intro + shown(before, said);
  }

  function shown(before: string, text: string): string {
    const piece = hasSaid ? (before || ' ') + text : text;
    hasSaid = true;
    return piece;
  }

  /** The sentence as it may be said, or null. */
  function grounded(raw: string): string | null {
    const text = raw.replace(/[\p{Cf}\p{Co}]/gu, '').replace(/\p{Cc}/gu, ' ');
    if (!/[\p{L}\p{N}]/u.test(text)) return null;
    if (text.length > LONGEST_SENTENCE || MARKUP.test(text) || suspicionsIn(text).length > 0) return null;
    if (known.facts.some((fact) => isWordForWord(text, fact))) return text;
    if ((text.match(ADDRESS) ?? []).some((address) => !known.facts.some((fact) => fact.includes(address))))
      return null;
    const taken = takeNames(text, known);
    if (taken === null) return null;
    const { template, mentions } = taken;
    const frames = framesIn(template, mentions);
    if (promisesTooMuch(template.replace(MENTION, ' '), frames, known) || namesUnknown(template, known))
      return null;
    const priced = withPrices(template, mentions, frames);
    if (priced === null) return null;
    const bare = priced
      .replace(/\*\*|__|[*`]|^#+\s*/g, '')
      .replace(/(?<=\s)_|_(?=\s|$)/g, '')
      .trim();
    const isPriced = speaksOfMoney(bare);
    const said = putBack(bare, mentions, ({ frame, text: name }) => {
      if (frame === null) return name;
      const isNew = !named.has(frame.product_id);
      named.delete(frame.product_id);
      named.add(frame.product_id);
      return isNew && !isPriced ? `${name} (${moneyIn(known.language, known.currency, frame.price)})` : name;
    });
    if (frames.length > 0) last = frames;
    return /[\p{L}\p{N}]/u.test(said) ? said : null;
  }

  /** The sentence with right prices; null when it has a wrong one that can't be put right, or another number of its own. */
  function withPrices(
    template: string,
    mentions: readonly Mention[],
    frames: readonly KnownFrame[],
  ): string | null {
    const hidden = template.replace(MENTION, (mention) => '\ue002'.repeat(mention.length));
    const prices = pricesIn(hidden, known.currency).filter((price) => !isLimit(hidden, frames, price));
    const rest = pricesIn(hidden, known.currency).reduceRight(
      (text, { start, end }) => text.slice(0, start) + ' '.repeat(end - start) + text.slice(end),
      hidden,
    );
    if (speaksOfMoney(rest) || NUMBER_WORDS.test(rest) || hasOwnNumbers(rest)) return null;
    const near = (price: Price) => frameNear(template, mentions, price.start) ?? last.at(-1) ?? null;
    const isRight = (price: Price, frame: KnownFrame | null) =>
      frame?.prices.some((known) => price.values.includes(known));
    if (prices.every((price) => isRight(price, near(price)))) return template;
    const inOrder =
      prices.length === frames.length && prices.every((price, at) => isRight(price, frames[at] ?? null));
    if (inOrder) return template;
    const [price, frame] = [prices[0], frames[0]];
    const touches =
      price !== undefined && /[\d\p{L}]/u.test(template.charAt(price.start - 1) + template.charAt(price.end));
    const isBound = UNDER.test(hidden) || OVER.test(hidden);
    if (
      prices.length !== 1 ||
      frames.length !== 1 ||
      price === undefined ||
      frame === undefined ||
      touches ||
      isBound
    )
      return null;
    return (
      template.slice(0, price.start) +
      moneyIn(known.language, known.currency, frame.price) +
      template.slice(price.end)
    );
  }

  /** A sum that the shopper has named, said as a limit that the frames keep to, and not as what one costs. */
  function isLimit(text: string, frames: readonly KnownFrame[], { start, end, values }: Price): boolean {
    const own = numbersIn(known.shopper);
    const numbers = numbersIn(text.slice(start, end));
    if (numbers.length === 0 || !numbers.every((number) => own.includes(number))) return false;
    const about = frames.length > 0 ? frames : last;
    const keeps = (fits: (price: number, limit: number) => boolean) =>
      about.every(({ price }) => values.some((value) => fits(price, value)));
    return (
      (UNDER.test(text) && keeps((price, limit) => price <= limit)) ||
      (OVER.test(text) && keeps((price, limit) => price >= limit))
    );
  }

  function hasOwnNumbers(text: string): boolean {
    const allowed = new Set([
      ...numbersIn(known.shopper),
      ...known.facts.flatMap(numbersIn),
      ...known.frames.flatMap(({ numbers }) => numbers),
      ...known.counts,
    ]);
    return numbersIn(text).some(
      (number) => !allowed.has(number) && !(Number.isInteger(number) && number <= MOST_COUNTED),
    );
  }

  return {
    push: (text) => sentences.push(text).map(hear).filter(Boolean),
    end: () => sentences.end().map(hear).filter(Boolean),
    named: () => [...named],
  };
}

function framesIn(template: string, mentions: readonly Mention[]): KnownFrame[] {
  const found = [...template.matchAll(MENTION)].flatMap(([, at]) => mentions[Number(at)]?.frame ?? []);
  return [...new Set(found)];
}

/** The frame a price is about: the one named before it, else the one named after it. */
function frameNear(template: string, mentions: readonly Mention[], at: number): KnownFrame | null {
  const before = framesIn(template.slice(0, at), mentions).at(-1);
  return before ?? framesIn(template.slice(at), mentions)[0] ?? null;
}

/** A sentence of one of the store's answers, told as it stands there. */
function isWordForWord(text: string, fact: string): boolean {
  const words = plainWords(text);
  return words.length > 2 && ` ${plainWords(fact).join(' ')} `.includes(` ${words.join(' ')} `);
}

/** Numbers as they are meant, with a comma or a point before their decimals and none between thousands. */
function numbersIn(text: string): number[] {
  return (text.match(NUMBER) ?? []).map((found) => {
    const [, whole = '', decimals] = /^(.*?)(?:[.,](\d{1,2}))?$/.exec(found) ?? [];
    return Number(`${whole.replace(/[.,]/g, '')}.${decimals ?? 0}`);
  });
}

/** Of two spaces the one that sets more apart; the later one where they are alike. */
function wider(a: string, b: string): string {
  const breaks = Math.min(2, Math.max(a.split('\n').length, b.split('\n').length) - 1);
  return breaks === 0 ? b : '\n'.repeat(breaks);
}
