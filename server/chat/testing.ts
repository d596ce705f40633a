import type { ChatModel, Reply, Turn } from './model.ts';
import type { Vertex } from './vertex/index.ts';

/** What a model of a test says to a turn; pieces are said one after the other. */
export type Script = (
  turn: Turn,
  say: (piece: string) => void,
  signal: AbortSignal,
) => Partial<Reply> | Promise<Partial<Reply>>;

/** A chat model that follows a script, to stand where Vertex AI would. */
export function scriptedModel(script: Script): Vertex {
  const model: ChatModel = {
    async answer(turn, say, signal) {
      const said: string[] = [];
      const hear = (piece: string) => {
        said.push(piece);
        say(piece);
      };
      const reply = await script(turn, hear, signal);
      if (said.length === 0 && reply.text !== undefined) hear(reply.text);
      return {
        text: said.join(''),
        actions: [],
        quick_replies: [],
        memory: turn.memory,
        model: 'scripted',
        fell_back: null,
        is_unanswered: false,
        ...reply,
      };
    },
  };
  return { ...model, close() {} };
}

/** The events of a stream, in order. */
export function eventsIn(text: string): { id: number; event: string; data: unknown }[] {
  return text
    .split('\n\n')
    .map((block) =>
      Object.fromEntries(block.split('\n').map((line) => line.split(/: (.*)/s) as [string, string])),
    )
    .filter(({ event }) => event !== undefined)
    .map(({ id, event, data }) => ({ id: Number(id), event: event ?? '', data: JSON.parse(data ?? 'null') }));
}

/** A promise and what settles it. */
export function gate(): { opened: Promise<void>; open(): void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
