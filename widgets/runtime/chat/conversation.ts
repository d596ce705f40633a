import type { ChatAnswer, Feedback } from '../../../server/chat/schema.ts';
import type { Translate, WordKey } from '../../i18n/index.ts';
import { CallError, isVisitLost } from '../http.ts';
import { addToCart, goMeasure } from '../journey.ts';
import type { Visit } from '../visit.ts';
import { askAssistant, forgetConversation, sendFeedback } from './api.ts';
import { type ChatEvent, type ChatState, noChat, reduceChat } from './state.ts';

/** What the shopper says about one answer, or about all of it. */
type Opinion = Feedback extends infer F ? (F extends object ? Omit<F, 'session_id'> : never) : never;

const SAID_SO: ReadonlySet<ChatAnswer['intent']> = new Set(['yes', 'measure_face']);

/** One visit's talk with the assistant. It outlives its screen. */
export class Conversation {
  state: ChatState;
  #running = new AbortController();
  /** The server's session it was held in. */
  #sessionId: string | null = null;
  /** Actions that were carried out: none is twice. */
  readonly #carriedOut = new Set<string>();
  /** What to ask once the face is measured, and which one was known before. */
  #afterFace: { question: WordKey; known: unknown } | null = null;
  readonly #listeners = new Set<() => void>();

  constructor(
    readonly visit: Visit,
    /** Some of what is said here is said for the shopper. */
    readonly t: Translate,
    isAfterAnother: boolean,
  ) {
    this.state = isAfterAnother ? reduceChat(noChat, { type: 'visit-began-anew' }) : noChat;
    visit.subscribe(() => this.#lookForFace());
  }

  /** Whether the visit it was held in goes on. */
  get isCurrent(): boolean {
    return this.#sessionId === null || this.#sessionId === this.visit.session?.session_id;
  }

  /** @returns a function that stops listening */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  dispatch(event: ChatEvent): void {
    this.state = reduceChat(this.state, event);
    for (const listener of this.#listeners) listener();
  }

  /** Sends what the shopper wrote, unless an answer is still coming. */
  send(written: string): void {
    const text = written.trim();
    if (text === '' || (this.state.pending !== null && this.state.failure === null)) return;
    this.dispatch({ type: 'asked', message_id: newId(), text });
    void this.#answer();
  }

  /** Sends the message again that got no answer, under the same id. */
  retry(): void {
    if (this.state.failure === null || this.state.pending === null) return;
    this.dispatch({ type: 'asked-again' });
    void this.#answer();
  }

  /** Ends the answer that is coming. What was said of it stays; what it would have done is not done. */
  stop(): void {
    this.#running.abort();
    this.dispatch({ type: 'stopped' });
  }

  async #answer(): Promise<void> {
    const { visit } = this;
    const { pending } = this.state;
    if (pending === null) return;
    this.#running = new AbortController();
    const { signal } = this.#running;
    try {
      const session = await visit.openSession();
      this.#sessionId = session.session_id;
      const answer = await askAssistant(visit.options.call, {
        session,
        message: { text: pending.text, message_id: pending.message_id, context: this.#context() },
        signal,
        onText: (text) => {
          if (!signal.aborted) this.dispatch({ type: 'heard', text });
        },
        onWait: () => this.dispatch({ type: 'waiting' }),
      });
      // Stopped, or the visit was ended meanwhile.
      if (!signal.aborted && this.isCurrent) await this.#take(answer, session.session_id);
    } catch (error) {
      if (!signal.aborted) this.#failed(error, pending.text);
    }
  }

  async #take(answer: ChatAnswer, session_id: string): Promise<void> {
    this.dispatch({ type: 'answered', answer });
    const { turn_id, intent, actions } = answer;
    this.visit.options.emit('varai:chat-message', {
      session_id,
      turn_id,
      intent,
      actions: actions.map(({ type }) => type),
    });
    for (const action of actions) {
      if (this.#carriedOut.has(action.action_id)) continue;
      this.#carriedOut.add(action.action_id);
      if (action.type === 'add_to_cart') await addToCart(this.visit, action.product);
      // Who has just said so need not press a button for it too.
      if (action.type === 'start_face_analysis' && SAID_SO.has(intent)) this.measureFace(answer);
    }
  }

  #failed(error: unknown, text: string): void {
    if (!(error instanceof CallError)) throw error;
    const { failure } = error;
    const [first] = this.state.entries;
    if (isVisitLost(failure) && !(first?.by === 'new-visit' && this.state.entries.length < 3)) {
      this.#beginAnew(error);
      this.send(text);
      return;
    }
    this.dispatch({ type: 'failed', failure });
    this.visit.options.emit('varai:error', { code: failure.code, title: failure.title });
  }

  /** The server no longer knows the visit, and nothing of what was said in it. */
  #beginAnew({ failure }: CallError): void {
    const { visit } = this;
    const { screen } = visit.state;
    visit.forget();
    visit.dispatch({ type: 'visit-lost', failure });
    if (screen === 'chat') visit.dispatch({ type: 'went', to: 'chat' });
    this.#sessionId = null;
    this.dispatch({ type: 'visit-began-anew' });
  }

  #context() {
    const { lang, config } = this.visit.options;
    const { likedIds, viewedIds } = this.state;
    return {
      lang,
      ...(config.productId === null ? {} : { product_id: config.productId }),
      ...(viewedIds.length > 0 ? { viewed_product_ids: [...viewedIds] } : {}),
      ...(likedIds.length > 0 ? { liked_product_ids: [...likedIds] } : {}),
    };
  }

  /** Goes to the consent, or to the photo where that was given, and asks on with the result. */
  measureFace({ session_state }: ChatAnswer): void {
    const { visit } = this;
    const question = session_state.focus_product_id === null ? 'chat_frames_question' : 'chat_frame_question';
    this.#afterFace = { question, known: visit.state.analysis };
    goMeasure(visit);
  }

  #lookForFace(): void {
    const { screen, analysis } = this.visit.state;
    if (this.#afterFace === null || screen !== 'chat') return;
    const { question, known } = this.#afterFace;
    this.#afterFace = null;
    if (analysis === null || analysis === known) return;
    this.#sessionId ??= analysis.session_id;
    this.dispatch({ type: 'face-measured', analysis });
    this.send(this.t(question));
  }

  /** Has the server forget the conversation, and forgets it here. */
  async startOver(): Promise<void> {
    this.#running.abort();
    try {
      if (this.#sessionId !== null)
        await forgetConversation(this.visit.options.call, await this.visit.openSession());
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      if (!isVisitLost(error.failure) && error.failure.status !== 404) return this.visit.fail(error);
    }
    this.dispatch({ type: 'started-over' });
  }

  /** Tells the server what the shopper thinks; an opinion that does not arrive troubles nobody. */
  async tell(opinion: Opinion): Promise<void> {
    try {
      await sendFeedback(this.visit.options.call, await this.visit.openSession(), opinion);
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
    }
  }
}

/** Random, and to be had on pages without TLS too, unlike `randomUUID`. */
function newId(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}

const conversations = new WeakMap<Visit, Conversation>();

/** The visit's conversation; a new one, which says so, where the server has forgotten the visit of the old one. */
export function conversationOf(visit: Visit, t: Translate): Conversation {
  const known = conversations.get(visit);
  if (known?.isCurrent) return known;
  const begun = new Conversation(visit, t, known !== undefined);
  conversations.set(visit, begun);
  return begun;
}
