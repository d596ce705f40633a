/**
 * The line on which each value of a JSON text begins, by JSON Pointer (RFC 6901).
 * @param text valid JSON
 */
export function jsonLines(text: string): Map<string, number> {
  const lines = new Map<string, number>();
  /** Objects and arrays that are open: the pointer, and of arrays the place, of objects the member read. */
  const open: { pointer: string; index: number | null; member: string }[] = [];
  let line = 1;
  let isName = false;
  const here = () => {
    const inner = open.at(-1);
    return inner === undefined ? '' : `${inner.pointer}/${inner.index ?? inner.member}`;
  };
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],:\n]|[^\s{}[\],:"]+/g)) {
    const inner = open.at(-1);
    if (token === '\n') line += 1;
    else if (token === '{' || token === '[') {
      const pointer = here();
      lines.set(pointer, line);
      open.push({ pointer, index: token === '[' ? 0 : null, member: '' });
      isName = token === '{';
    } else if (token === '}' || token === ']') {
      open.pop();
      isName = false;
    } else if (token === ',') {
      if (inner?.index !== null && inner !== undefined) inner.index += 1;
      isName = inner?.index === null;
    } else if (token === ':') isName = false;
    else if (isName && inner !== undefined) inner.member = escaped(JSON.parse(token) as string);
    else lines.set(here(), line);
  }
  return lines;
}

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
