import type { Known, KnownFrame } from './known.ts';

/*
 * Names that the store has are taken out of a sentence before the rest of it is looked at, and put back as the store
 * spells them. A private-use sign with a number stands for each meanwhile.
 */
const OPEN = '\ue000';
const CLOSE = '\ue001';
export const MENTION = /\ue000(\d+)\ue001/g;
const MARKER = /\[\[\s*([^[\]]{1,140}?)\s*\]\]/g;

export interface Mention {
  /** null: a name that is no frame's. */
  frame: KnownFrame | null;
  text: string;
}

/** The sentence with its names taken out; null when it names a frame by an id that nobody told. */
export function takeNames(sentence: string, known: Known): { template: string; mentions: Mention[] } | null {
  const mentions: Mention[] = [];
  const stand = (mention: Mention) => `${OPEN}${mentions.push(mention) - 1}${CLOSE}`;
  let isUnknown = false;
  let template = sentence.replace(/[\ue000-\uf8ff]/g, '').replace(MARKER, (_, id: string) => {
    const frame = frameOf(id, known);
    if (frame !== null) return stand({ frame, text: frame.title });
    isUnknown = true;
    return '';
  });
  if (isUnknown || /\[\[|\]\]/.test(template)) return null;
  const named: Mention[] = [
    ...known.frames.map((frame) => ({ frame, text: frame.title })),
    ...known.frames.flatMap(({ brand }) => (brand === null ? [] : [{ frame: null, text: brand }])),
    ...known.frames.flatMap(({ colors }) => colors.map((text) => ({ frame: null, text }))),
    ...known.names.map((text) => ({ frame: null, text })),
  ];
  for (const mention of named.sort((a, b) => b.text.length - a.text.length)) {
    if (mention.text.length < 2) continue;
    template = template.replace(wordsOf(mention.text), (found) => {
      // A title that is also a word ("Clear") is meant where it is written as a title.
      const isWord = mention.text !== found && found === found.toLowerCase() && !/[\s\d]/.test(found);
      return isWord ? found : stand(mention);
    });
  }
  return { template, mentions };
}

function frameOf(id: string, { frames }: Known): KnownFrame | null {
  const plain = id.replace(/^product_id\s*[:=]\s*/i, '');
  const byId = frames.find(({ product_id }) => product_id === plain);
  return byId ?? (/^#?\d{1,2}$/.test(plain) ? (frames[Number(plain.replace('#', '')) - 1] ?? null) : null);
}

const patterns = new Map<string, RegExp>();
function wordsOf(title: string): RegExp {
  let pattern = patterns.get(title);
  if (pattern === undefined) {
    const words = title
      .trim()
      .split(/\s+/)
      .map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
    pattern = new RegExp(`(?<![\\p{L}\\p{N}\\ue000])${words.join('\\s+')}(?![\\p{L}\\p{N}\\ue001])`, 'giu');
    if (patterns.size > 5000) patterns.clear();
    patterns.set(title, pattern);
  }
  return pattern;
}

/** Puts the names back. */
export function putBack(
  template: string,
  mentions: readonly Mention[],
  spell: (mention: Mention) => string,
): string {
  return template.replace(MENTION, (_, at: string) => {
    const mention = mentions[Number(at)];
    return mention === undefined ? '' : spell(mention);
  });
}
