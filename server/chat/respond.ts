import { APOLOGIES } from './apologies.ts';
import { type ChatModel, ChatModelError, type Reply, type Turn } from './model.ts';

/** A turn takes four seconds at most; what is left is for reading and keeping it. */
export const LONGEST_ANSWER_MS = 3700;

/**
 * The model's answer, or an apology where it fails or takes too long. What it says after its time is not heard.
 * @param onBug told of errors that are no model's
 */
export async function respond(
  { model, longestMs, onBug }: { model: ChatModel; longestMs: number; onBug(error: unknown): void },
  turn: Turn,
  say: (piece: string) => void,
): Promise<Reply> {
  const said: string[] = [];
  let isOver = false;
  const hear = (piece: string) => {
    if (isOver || piece === '') return;
    said.push(piece);
    say(piece);
  };
  const overtime = new AbortController();
  const timer = setTimeout(() => overtime.abort(), longestMs);
  const late = new Promise<never>((_, fail) => {
    overtime.signal.addEventListener('abort', () => fail(new ChatModelError('timeout', said.join(''))));
  });
  try {
    const reply = await Promise.race([model.answer(turn, hear, overtime.signal), late]);
    // Of a model that answers without saying it, nothing is lost either.
    if (said.length === 0) hear(reply.text);
    return { ...reply, text: said.join('') };
  } catch (error) {
    const isModels = error instanceof ChatModelError;
    if (!isModels) onBug(error);
    const { sorry, again } = APOLOGIES[turn.understood.language];
    hear(said.length === 0 ? sorry : `\n\n${sorry}`);
    return {
      text: said.join(''),
      actions: [],
      quick_replies: [{ label: again, text: turn.masked }],
      memory: turn.memory,
      model: 'none',
      fell_back: isModels ? error.reason : 'error',
      is_unanswered: true,
    };
  } finally {
    isOver = true;
    clearTimeout(timer);
  }
}
