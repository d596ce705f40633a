import { setImmediate as pause } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type MiniSearch from 'minisearch';
import { paced, plainWords, type Steps } from '../../catalog/index.ts';
import type { Language } from '../../recommend/index.ts';
import type { FaqEntry } from '../settings.ts';
import { termOf } from './plain-terms.ts';

/** The entries that answer a question, the best first; empty where none is close. */
export type FaqSearch = (
  store_id: string,
  faq: readonly FaqEntry[],
  question: string,
  language: Language,
) => Promise<FaqEntry[]>;

interface Indexed {
  id: number;
  question: string;
  also_asked: string;
  answer: string;
}

interface FaqIndex {
  mini: MiniSearch<Indexed>;
  /** In how many entries a term is found. */
  frequency: ReadonlyMap<string, number>;
}

/** Characters of answers whose indexes are held, over all stores: some 60 MB of memory. */
const MOST_CHARACTERS = 10_000_000;
/** As much of a question must be met by an entry, weighed by how telling its words are, for an answer word for word. */
const CLOSE_FROM = 0.5;
/** A word that no entry has tells less than its rarity would say: people wrap their questions in stories. */
const UNKNOWN_WORD = 0.6;
const MOST_ANSWERS = 3;
/** So many take a few ms in the longest list of entries that a store may have. */
const TERMS_AT_ONCE = 20;
/** As in the documentation of minisearch: edits as a share of a term's letters. */
const FUZZY = 0.2;

export function openFaqSearch(): FaqSearch {
  const held = new LRUCache<string, { faq: readonly FaqEntry[]; index: Promise<FaqIndex> }>({
    maxSize: MOST_CHARACTERS,
    sizeCalculation: ({ faq }) =>
      1 + faq.reduce((sum, { question, answer }) => sum + question.length + answer.length, 0),
  });

  function indexOf(store_id: string, faq: readonly FaqEntry[]): Promise<FaqIndex> {
    const standing = held.get(store_id);
    if (standing !== undefined && isSame(standing.faq, faq)) return standing.index;
    const index = build(faq);
    held.set(store_id, { faq, index });
    return index;
  }

  return async (store_id, faq, question, language) => {
    const terms = [...new Set(plainWords(question).flatMap((word) => termOf(word) ?? []))];
    if (faq.length === 0 || terms.length === 0) return [];
    const index = await indexOf(store_id, faq);
    const close = await closest(index, terms);
    const own = close.filter((id) => faq[id]?.language === language);
    return (own.length > 0 ? own : close).slice(0, MOST_ANSWERS).flatMap((id) => faq[id] ?? []);
  };
}

/** Ids of the entries that are close enough, the closest first. */
async function closest({ mini, frequency }: FaqIndex, terms: readonly string[]): Promise<number[]> {
  const results = await found(mini, terms);
  const met = new Set(results.flatMap(({ queryTerms }) => queryTerms));
  const weight = (term: string) => {
    const rarity = Math.log(1 + mini.documentCount / (frequency.get(term) ?? 1));
    return frequency.has(term) || met.has(term) ? rarity : UNKNOWN_WORD * rarity;
  };
  const sum = (some: readonly string[]) => some.reduce((total, term) => total + weight(term), 0);
  const asked = sum(terms);
  return results
    .map(({ id, queryTerms, isAsked, score }) => ({
      id,
      close: isAsked ? sum([...new Set(queryTerms)]) / asked : 0,
      score,
    }))
    .filter(({ close }) => close >= CLOSE_FROM)
    .sort((a, b) => b.close * b.score - a.close * a.score || a.id - b.id)
    .map(({ id }) => id);
}

interface Met {
  id: number;
  queryTerms: string[];
  /** It is met in what is asked, not in its answer alone. */
  isAsked: boolean;
  score: number;
}

/** Entries that hold some of the terms. Long texts are looked up in parts, and others get their turn between them. */
async function found(mini: MiniSearch<Indexed>, terms: readonly string[]): Promise<Met[]> {
  const met = new Map<number, Met>();
  for (let at = 0; at < terms.length; at += TERMS_AT_ONCE) {
    if (at > 0) await pause();
    for (const { id, queryTerms, match, score } of mini.search(
      terms.slice(at, at + TERMS_AT_ONCE).join(' '),
    )) {
      const isAsked = Object.values(match)
        .flat()
        .some((field) => field !== 'answer');
      const before = met.get(id);
      met.set(id, {
        id,
        queryTerms: [...(before?.queryTerms ?? []), ...queryTerms],
        isAsked: isAsked || (before?.isAsked ?? false),
        score: score + (before?.score ?? 0),
      });
    }
  }
  return [...met.values()];
}

async function build(faq: readonly FaqEntry[]): Promise<FaqIndex> {
  const { default: Mini } = await import('minisearch');
  const mini = new Mini<Indexed>({
    fields: ['question', 'also_asked', 'answer'],
    tokenize: plainWords,
    processTerm: termOf,
    searchOptions: { boost: { question: 3, also_asked: 3 }, prefix: (term) => term.length > 3, fuzzy: FUZZY },
  });
  return paced(fill(mini, faq));
}

function* fill(mini: MiniSearch<Indexed>, faq: readonly FaqEntry[]): Steps<FaqIndex> {
  const frequency = new Map<string, number>();
  for (const [id, { question, also_asked, answer }] of faq.entries()) {
    const others = also_asked.join(' ');
    mini.add({ id, question, also_asked: others, answer });
    for (const term of new Set(plainWords(`${question} ${others}`).flatMap((word) => termOf(word) ?? []))) {
      frequency.set(term, (frequency.get(term) ?? 0) + 1);
    }
    yield;
  }
  return { mini, frequency };
}

/** Settings are read anew from time to time: the same words need no new index. */
function isSame(a: readonly FaqEntry[], b: readonly FaqEntry[]): boolean {
  if (a === b) return true;
  return (
    a.length === b.length &&
    a.every((entry, i) => {
      const other = b[i];
      return (
        entry.language === other?.language &&
        entry.question === other.question &&
        entry.answer === other.answer &&
        entry.url === other.url &&
        entry.also_asked.join('\n') === other.also_asked.join('\n')
      );
    })
  );
}
