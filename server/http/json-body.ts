import { defineProblem } from './problem.ts';

const jsonRefused = defineProblem({
  code: 'json-refused',
  status: 400,
  title: 'The JSON of the body can’t be taken as it is',
  advice: 'Send one JSON value in which each object names each member once.',
});

/** Deeper than any schema of ours. */
export const DEEPEST = 32;

/**
 * The value of a JSON text. What two readers could read differently (RFC 8259 §4) or what could change what all objects
 * inherit is refused, as is what is nested deeper than DEEPEST.
 * @throws Problem json-refused
 */
export function parseJsonBody(text: string): unknown {
  refuseAmbiguous(text);
  try {
    return JSON.parse(text);
  } catch {
    throw jsonRefused({ detail: 'The body could not be read as JSON.' });
  }
}

/** Walks over the marks of the text once; whether it is JSON at all is for the parser to say. */
function refuseAmbiguous(text: string): void {
  /** For each level the names of its object so far, or null in a list. */
  const levels: (Set<string> | null)[] = [];
  let mayBeName = false;
  for (let at = 0; at < text.length; at++) {
    const mark = text[at];
    if (mark === '"') {
      const end = endOfString(text, at);
      if (mayBeName) noteName(levels.at(-1) ?? null, text.slice(at, end + 1));
      mayBeName = false;
      at = end;
    } else if (mark === '{' || mark === '[') {
      levels.push(mark === '{' ? new Set() : null);
      if (levels.length > DEEPEST)
        throw jsonRefused({ detail: `It is nested deeper than ${DEEPEST} levels.` });
      mayBeName = mark === '{';
    } else if (mark === '}' || mark === ']') {
      levels.pop();
      mayBeName = false;
    } else if (mark === ',') {
      mayBeName = levels.at(-1) instanceof Set;
    }
  }
}

/** Where the string that begins at a quote ends; the end of the text when it never does. */
function endOfString(text: string, begin: number): number {
  for (let end = text.indexOf('"', begin + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let before = end - 1;
    while (text[before] === '\\') before -= 1;
    // Of an even number of backslashes each pair stands for one, and the quote for itself.
    if ((end - before) % 2 === 1) return end;
  }
  return text.length;
}

function noteName(names: Set<string> | null, quoted: string): void {
  if (names === null) return;
  const name = quoted.includes('\\') ? unquoted(quoted) : quoted.slice(1, -1);
  if (name === '__proto__') throw jsonRefused({ detail: 'No member may be named __proto__.' });
  if (names.has(name)) throw jsonRefused({ detail: 'An object names a member twice.' });
  names.add(name);
}

function unquoted(text: string): string {
  try {
    return String(JSON.parse(text));
  } catch {
    return text;
  }
}
