import { isKnown } from './spelling.ts';

/** Nouns of the trade that German writes onto the word before them. */
const HEADS = [
  'sonnenbrillen',
  'sonnenbrille',
  'brillengestelle',
  'brillengestell',
  'brillen',
  'brille',
  'gestelle',
  'gestell',
  'fassungen',
  'fassung',
  'rahmen',
  'modelle',
  'modell',
  'glaser',
  'gesicht',
  'form',
  'formen',
  'farbe',
  'farben',
  'farbene',
  'farbenen',
  'farbig',
  'farbige',
  'optik',
  'look',
  'muster',
  'design',
  'bugel',
];
/** What German writes before a colour to say which shade of it. */
const SHADES = [
  'dunkel',
  'hell',
  'matt',
  'knall',
  'pastell',
  'himmel',
  'marine',
  'nacht',
  'wein',
  'tief',
  'zart',
  'royal',
  'gras',
  'zitronen',
  'wald',
];
const SHORTEST_PART = 3;

/** The two words of a German compound ("metallgestell", "dunkelblaue"), or null where it is none we know. */
export function compoundParts(word: string): [string, string] | null {
  for (const shade of SHADES) {
    const color = word.slice(shade.length);
    if (word.startsWith(shade) && color.length >= SHORTEST_PART && isKnown(color)) return [shade, color];
  }
  for (const head of HEADS) {
    if (!word.endsWith(head) || word.length < head.length + SHORTEST_PART) continue;
    const front = word.slice(0, -head.length);
    for (const part of [front, front.replace(/[ns]$/, ''), front.replace(/en$/, '')]) {
      if (part.length >= SHORTEST_PART && isKnown(part)) return [part, head];
    }
  }
  return null;
}
