/** One event of a stream, as the EventSource specification parses it (html.spec.whatwg.org/#event-stream-interpretation). */
export interface StreamEvent {
  readonly id: string;
  readonly event: string;
  readonly data: string;
}

/** Makes a reader of `text/event-stream` that takes the text in pieces, cut anywhere, and gives the events completed by each. */
export function eventParser(): (text: string) => StreamEvent[] {
  let rest = '';
  let [id, event, data] = ['', '', [] as string[]];
  return (text) => {
    const found: StreamEvent[] = [];
    // A carriage return at the end may be half of a line break: it waits for what follows.
    const lines = (rest + text).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line === '') {
        if (data.length > 0) found.push({ id, event, data: data.join('\n') });
        [event, data] = ['', []];
        continue;
      }
      const [, field, value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
      if (field === 'data') data.push(value);
      else if (field === 'event') event = value;
      else if (field === 'id') id = value;
    }
    return found;
  };
}

/** The events of an answer's body, as they come. A body that breaks off throws. */
export async function* eventsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamEvent> {
  const reader = body.getReader();
  // Keeps the bytes of a character that is cut in two, and drops a byte order mark.
  const decoder = new TextDecoder();
  const parse = eventParser();
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      yield* parse(decoder.decode(value, { stream: true }));
    }
  } finally {
    void reader.cancel().catch(() => undefined);
  }
}
