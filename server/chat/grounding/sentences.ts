/** A stretch of text that is said or not said as a whole, and the space before it. */
export interface Sentence {
  space: string;
  text: string;
}

/** A point after these ends no sentence. */
const ABBREVIATIONS = new Set(
  'approx ca bzw etc nr no st mr mrs ms dr inkl incl usw vgl max min ggf evtl sog art réf ref env sr sra ej sig vs tel'.split(
    ' ',
  ),
);
const END = /[.!?…。！？]+["'”’»)\]*_]*(?=\s)|\n/g;

/**
 * Cuts a text into sentences as it comes: a sentence is told once what follows it is known, so that the same text is
 * cut the same way in whatever pieces it came.
 */
export function openSentences() {
  let buffer = '';
  const take = (end: number): Sentence | null => {
    const piece = buffer.slice(0, end);
    buffer = buffer.slice(end);
    const text = piece.trim();
    if (text === '') {
      buffer = piece + buffer;
      return null;
    }
    return { space: piece.slice(0, piece.indexOf(text)), text };
  };
  return {
    push(text: string): Sentence[] {
      buffer += text;
      const found: Sentence[] = [];
      for (let end = endIn(buffer); end !== null; end = endIn(buffer)) {
        const sentence = take(end);
        if (sentence === null) break;
        found.push(sentence);
      }
      return found;
    },
    end: (): Sentence[] => {
      const last = take(buffer.length);
      return last === null ? [] : [last];
    },
  };
}

/** Where the first sentence ends, or null while that is not certain. */
function endIn(buffer: string): number | null {
  const start = buffer.length - buffer.trimStart().length;
  END.lastIndex = start;
  for (let match = END.exec(buffer); match !== null; match = END.exec(buffer)) {
    if (match[0] === '\n') return match.index;
    const end = match.index + match[0].length;
    if (!isAbbreviation(buffer.slice(start, match.index), match[0])) return end;
  }
  return null;
}

function isAbbreviation(before: string, mark: string): boolean {
  if (mark !== '.') return false;
  // The number of a list's item, a single letter ("z. B."), or a word that is cut short.
  if (/^\d{1,2}$/.test(before)) return true;
  // No abbreviation is so long; a text of nothing else would be read again for each of its points.
  const word = /[\p{L}]+$/u.exec(before.slice(-20))?.[0] ?? '';
  return word.length === 1 || ABBREVIATIONS.has(word.toLowerCase());
}
