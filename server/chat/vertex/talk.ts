import { minorUnitDigits } from '../../catalog/index.ts';
import { type Grounding, type Known, openGrounding } from '../grounding/index.ts';
import { ChatModelError, type FallbackReason, type Reply, type Turn } from '../model.ts';
import type { BudgetBook, Spending } from './budget.ts';
import { type Calls, openCalls } from './call-tools.ts';
import { DECLARATIONS } from './declarations.ts';
import { beforehand, failureOf, type Heard } from './listen.ts';
import type { Placed } from './locations.ts';
import type { Models } from './models.ts';
import type { VertexWatch } from './options.ts';
import { conversation, instructions } from './prompt.ts';
import { replyOf } from './reply.ts';
import { detailsFor } from './told.ts';
import type { Content } from './vertex-sdk.ts';

export interface TalkOptions {
  /** On the clock of `performance.now()`. */
  firstBy: number;
  endBy: number;
  signal: AbortSignal;
  canary: string;
  models: Models;
  among: readonly Placed[];
  budget: BudgetBook;
  watch?: VertexWatch | undefined;
}

/** Answers that may call functions; the one after them may only speak. */
const CALLING_ROUNDS = 2;
const MAX_OUTPUT_TOKENS = 600;
const MOST_ON_SCREEN = 6;
/** About four characters make a token; the declarations are always the same. */
const CHARACTERS_A_TOKEN = 4;
const DECLARED_CHARACTERS = JSON.stringify(DECLARATIONS).length;

/** One turn with a model: it calls, is told, and speaks. */
export async function talk(turn: Turn, say: (text: string) => void, options: TalkOptions): Promise<Reply> {
  const { signal, canary, models, among, budget } = options;
  const system = instructions(turn, canary);
  const calls = openCalls(turn);
  const onScreen = await beforehand(framesInSight(turn, calls), options.firstBy, signal).catch((error) => {
    signal.throwIfAborted();
    throw new ChatModelError(failureOf(error).reason, '', { cause: error });
  });
  const contents = conversation(turn, onScreen);
  const voice = openVoice(knownOf(turn, calls, system, canary), say);
  const used = { input: 0, output: 0, model: among[0]?.model ?? '', name: among[0]?.name ?? '' };
  const estimate = Math.ceil(
    (system.length + JSON.stringify(contents).length + DECLARED_CHARACTERS) / CHARACTERS_A_TOKEN,
  );
  const spending = await budget.reserve(
    { store_id: turn.store.store_id, session_id: turn.session_id },
    used.model,
    estimate,
    MAX_OUTPUT_TOKENS,
  );
  let hasBegun = false;
  const reply = (fell_back: FallbackReason | null) => {
    const draft = replyOf(turn, calls, voice.named(), { model: used.name, fell_back });
    if (draft.question !== null) voice.ask(draft.question);
    return { ...draft.reply, text: voice.said() };
  };
  try {
    for (let round = 0; round <= CALLING_ROUNDS; round++) {
      const mayCall = round < CALLING_ROUNDS;
      const heard = await models.ask(
        among,
        { system, contents, functions: DECLARATIONS, mayCall, maxOutputTokens: MAX_OUTPUT_TOKENS },
        {
          // The first sign of life counts from the turn's start; what comes after a call, from there.
          firstBy: round === 0 ? options.firstBy : options.endBy,
          endBy: options.endBy,
          signal,
          begin() {
            hasBegun = true;
            voice.begin(mayCall);
          },
          onText: voice.hear,
          hasSpoken: () => voice.said() !== '',
        },
      );
      note(used, heard, estimate);
      if (heard.calls.length === 0 || !mayCall) {
        voice.end();
        if (voice.said() === '') throw new ChatModelError(heard.hasText ? 'ungrounded' : 'error', '');
        return reply(null);
      }
      voice.interrupt();
      contents.push(...(await beforehand(answersTo(calls, heard), options.endBy, signal)));
    }
    throw new ChatModelError('error', '');
  } catch (error) {
    const { reason } = error instanceof ChatModelError ? error : failureOf(error);
    // Nobody heard the end, where it says what it took.
    if (hasBegun && (signal.aborted || reason === 'timeout' || reason === 'cut')) used.input += estimate;
    signal.throwIfAborted();
    if (voice.said() !== '') return reply(reason);
    throw new ChatModelError(reason, '', { cause: error });
  } finally {
    await settle(spending, used, options.watch);
  }
}

/** What the model is told of what it has called, in the order in which it called. */
async function answersTo(calls: Calls, heard: Heard): Promise<Content[]> {
  const parts: Content['parts'] = [];
  for (const { name, args } of heard.calls)
    parts.push({ functionResponse: { name, response: await calls.call(name, args) } });
  return [
    { role: 'model', parts: heard.calls.map(({ part }) => part) },
    { role: 'user', parts },
  ];
}

/** The frames on the screen, and the one whose page is open: "the second one" is the second of these. */
async function framesInSight(turn: Turn, calls: Calls): Promise<Record<string, unknown>[]> {
  const { memory, page_product_id, tools } = turn;
  const shown = memory.shown.slice(0, MOST_ON_SCREEN).map(({ product_id }) => product_id);
  const ids = [...new Set([...shown, memory.focus, page_product_id])].filter((id) => id !== null);
  const details = await Promise.all(ids.map((id) => tools.details(id)));
  return details
    .filter((found) => found !== null)
    .map(({ product, card }) => {
      calls.tell(product, card);
      const { description: _, ...told } = detailsFor(turn, product, card);
      return product.product_id === page_product_id ? { ...told, page_is_open: true } : told;
    });
}

/** What may be said, growing with what the functions find. */
function knownOf(turn: Turn, calls: Calls, system: string, canary: string): Known {
  const { store, memory, history, masked } = turn;
  const before = history.filter(({ by }) => by === 'shopper').map(({ text }) => text);
  return {
    language: memory.language,
    currency: store.currency,
    frames: calls.frames,
    names: [store.name, ...(store.settings.assistant_name === null ? [] : [store.settings.assistant_name])],
    facts: calls.facts,
    counts: calls.counts,
    shopper: [...before, masked, ...wished(turn)].join('\n'),
    instructions: system,
    canary,
  };
}

/** What is remembered of a shopper's wishes, which may be older than what is remembered of the words. */
function wished({ memory: { wishes }, store }: Turn): string[] {
  const whole = 10 ** minorUnitDigits(store.currency);
  const limits = [wishes.min_price, wishes.max_price].filter((price) => price !== null);
  return [...wishes.brand.want, ...wishes.brand.avoid, ...limits.map((price) => `${price / whole}`)];
}

interface Voice {
  /** A model begins to answer: what another has not got to say is forgotten. */
  begin(mayCall: boolean): void;
  hear(text: string): void;
  /** It calls instead of going on: what it was about to say ("let me look") is not said. */
  interrupt(): void;
  end(): void;
  /** Says a sentence of our own after all others. */
  ask(sentence: string): void;
  said(): string;
  named(): readonly string[];
}

/**
 * Says what is grounded. Where a function may yet be called, the first sentence waits for the second: an announcement
 * alone would bind the turn to a model that may fail after it.
 */
function openVoice(known: Known, say: (text: string) => void): Voice {
  let grounding: Grounding = openGrounding(known);
  let said = '';
  let waits = false;
  let waiting: string[] = [];
  const named = new Set<string>();
  const speak = (piece: string) => {
    const text = said === '' || /^\s/.test(piece) ? piece : ` ${piece}`;
    said += text;
    say(text);
  };
  const offer = (pieces: readonly string[], isEnd = false) => {
    waiting.push(...pieces);
    if (waits && !isEnd && waiting.length < 2) return;
    if (waiting.length > 0) waits = false;
    for (const piece of waiting.splice(0)) speak(piece);
    for (const id of grounding.named()) named.add(id);
  };
  return {
    begin(mayCall) {
      grounding = openGrounding(known);
      waits = mayCall;
      waiting = [];
    },
    hear: (text) => offer(grounding.push(text)),
    interrupt: () => {
      waiting = [];
    },
    end: () => offer(grounding.end(), true),
    ask: (sentence) => speak(sentence),
    said: () => said,
    named: () => [...named],
  };
}

interface Used {
  input: number;
  output: number;
  model: string;
  name: string;
}

/** Where the service did not say what it took, what was sent is taken for it. */
function note(used: Used, { usage, by }: Heard & { by: Placed }, estimate: number): void {
  used.input += usage.input === 0 ? estimate : usage.input;
  used.output += usage.output;
  used.model = by.model;
  used.name = by.name;
}

async function settle(spending: Spending, used: Used, watch: VertexWatch | undefined): Promise<void> {
  const { input, output, model } = used;
  const { usd } = await spending.settle(model, input, output);
  if (input + output > 0) watch?.onTokens?.({ model: used.name, input, output, usd });
}
