/** No product of a feed is longer than this. */
const MAX_ENTRY_CHARS = 512 * 1024;

/** A feed that cannot be read on; the message says why. */
export class FeedFault extends Error {}

const START = /^<(item|entry)(?=[\s>])/;
const END = /^<\/(item|entry)\s*>/;
/** Longer than any tag head the scanner must recognise. */
const LOOKAHEAD = 16;

/**
 * The `<item>` (RSS) or `<entry>` (Atom) elements of a feed, each as its own text, whatever the feed's size.
 * Comments and CDATA are stepped over, so text in them is never taken for a tag.
 * @throws FeedFault on a document type (entities are never expanded), on an element that does not end, or without feed.
 */
export function* xmlEntries(chunks: Iterable<string>): Generator<string | null, void, void> {
  let buffer = '';
  let at = 0;
  let start = -1;
  let isFeed = false;
  for (const chunk of withEnd(chunks)) {
    const last = chunk === null;
    buffer += chunk ?? '';
    for (;;) {
      const open = buffer.indexOf('<', at);
      if (open < 0 || (!last && open + LOOKAHEAD > buffer.length)) {
        at = open < 0 ? buffer.length : open;
        break;
      }
      const skip = skipTo(buffer, open);
      if (skip === 'unfinished') {
        at = open;
        break;
      }
      const head = buffer.slice(open, open + LOOKAHEAD);
      if (/^<(rss|feed|channel|rdf:RDF)[\s>]/.test(head)) isFeed = true;
      if (start < 0 && START.test(head)) start = open;
      const end = start >= 0 ? END.exec(head) : null;
      at = end === null ? skip : open + end[0].length;
      if (end !== null) {
        yield buffer.slice(start, at);
        start = -1;
      }
    }
    const keep = start >= 0 ? start : at;
    if (buffer.length - keep > MAX_ENTRY_CHARS) throw new FeedFault('a product is longer than 512 KB');
    buffer = buffer.slice(keep);
    at -= keep;
    if (start >= 0) start = 0;
    yield null;
  }
  if (start >= 0) throw new FeedFault('the file ends in the middle of a product; was it cut off?');
  if (!isFeed) throw new FeedFault('expected an RSS or Atom feed with <item> or <entry> elements');
}

function* withEnd(chunks: Iterable<string>): Generator<string | null, void, void> {
  yield* chunks;
  yield null;
}

/** Where to look on after the markup that begins at `open`. */
function skipTo(buffer: string, open: number): number | 'unfinished' {
  if (buffer.startsWith('<!--', open)) return after(buffer, '-->', open + 4);
  if (buffer.startsWith('<![CDATA[', open)) return after(buffer, ']]>', open + 9);
  if (buffer.startsWith('<!', open))
    throw new FeedFault('a document type (<!DOCTYPE>) is not accepted in a feed');
  return open + 1;
}

function after(buffer: string, mark: string, from: number): number | 'unfinished' {
  const found = buffer.indexOf(mark, from);
  return found < 0 ? 'unfinished' : found + mark.length;
}
