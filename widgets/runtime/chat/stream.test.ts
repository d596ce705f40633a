import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventParser, eventsOf, type StreamEvent } from './stream.ts';

/** The bytes, cut after each of these lengths. */
function inPieces(bytes: Uint8Array, lengths: readonly number[]): ReadableStream<Uint8Array> {
  let at = 0;
  const cuts = [...lengths, bytes.length];
  return new ReadableStream({
    pull(controller) {
      const length = cuts.shift() ?? bytes.length;
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(at, at + length));
      at += length;
    },
  });
}

async function read(text: string, lengths: readonly number[] = []): Promise<StreamEvent[]> {
  const found: StreamEvent[] = [];
  for await (const event of eventsOf(inPieces(new TextEncoder().encode(text), lengths))) found.push(event);
  return found;
}

const noBreaks = fc.string({ unit: 'grapheme', maxLength: 30 }).map((text) => text.replace(/[\r\n]/g, ''));
const anEvent = fc.record({
  id: fc.nat(99).map(String),
  event: fc.constantFrom('token', 'actions', 'done', 'failed'),
  data: fc.array(noBreaks, { minLength: 1, maxLength: 3 }).map((lines) => lines.join('\n')),
});

describe('a stream of events', () => {
  it('is the same whatever its line breaks are and wherever it is cut, characters included', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anEvent, { maxLength: 5 }),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.array(fc.integer({ min: 1, max: 7 }), { maxLength: 200 }),
        async (events, end, lengths) => {
          const text = events
            .map(({ id, event, data }) =>
              [
                `id: ${id}`,
                `event: ${event}`,
                ...data.split('\n').map((line) => `data: ${line}`),
                '',
                '',
              ].join(end),
            )
            .join('');
          // A lone carriage return at the very end may be half of a pair: one more character tells.
          expect(await read(`${text}:`, lengths)).toEqual(events);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('passes over comments, unknown fields, a byte order mark and an event that is not finished', async () => {
    expect(
      await read('\uFEFF: hello\n\nretry: 5\ndata:one\ndata\ndata:  two\n\nevent: done\n\ndata: cut off'),
    ).toEqual([{ id: '', event: '', data: 'one\n\n two' }]);
  });

  it('keeps the last id, and no event’s name for the next', () => {
    const parse = eventParser();
    expect(parse('id: 7\nevent: token\ndata: a\n\ndata: b\n\n')).toEqual([
      { id: '7', event: 'token', data: 'a' },
      { id: '7', event: '', data: 'b' },
    ]);
  });

  it('throws where the connection breaks', async () => {
    const broken = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('data: a\n\n'));
      },
      pull(controller) {
        controller.error(new TypeError('network'));
      },
    });
    const read = async () => {
      for await (const { data } of eventsOf(broken)) expect(data).toBe('a');
    };
    await expect(read()).rejects.toThrow('network');
  });
});
