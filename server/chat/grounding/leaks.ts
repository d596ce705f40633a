import { plainWords } from '../../catalog/index.ts';

/** Words in a row that are repeated, not chosen again by chance. */
const RUN = 6;

/**
 * Tells when a text repeats what it must not: so many words of the instructions in a row, or the sign that stands only
 * there, with other signs between or written backwards.
 */
export function openLeakCheck(instructions: string, canary: string): (text: string) => boolean {
  const words = plainWords(instructions);
  const runs = new Set<string>();
  for (let at = 0; at + RUN <= words.length; at++) runs.add(words.slice(at, at + RUN).join(' '));
  const sign = lettersOf(canary);
  const signs = sign === '' ? [] : [sign, [...sign].reverse().join('')];
  let before: string[] = [];
  let letters = '';
  return (text) => {
    const heard = [...before, ...plainWords(text)];
    letters = (letters + lettersOf(text)).slice(-2000);
    before = heard.slice(-(RUN - 1));
    if (signs.some((one) => letters.includes(one))) return true;
    for (let at = 0; at + RUN <= heard.length; at++)
      if (runs.has(heard.slice(at, at + RUN).join(' '))) return true;
    return false;
  };
}

const lettersOf = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
