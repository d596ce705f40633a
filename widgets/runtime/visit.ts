import type { Purpose } from '../../server/privacy/index.ts';
import { type Api, createApi, type Photo, type SessionGrant } from './api.ts';
import type { Config, Locale } from './config-schema.ts';
import type { CartDetail, Emit } from './events.ts';
import { type Call, CallError, isForAuthor, isVisitLost, UNREACHABLE } from './http.ts';
import { PURPOSES_WE_ASK } from './purposes.ts';
import {
  type Action,
  initialState,
  mayMeasure,
  reduce,
  type Screen,
  type ShownPhoto,
  type State,
} from './state.ts';

export interface VisitOptions {
  readonly config: Config;
  readonly lang: Locale;
  /** Every request to the server goes through this. */
  readonly call: Call;
  readonly emit: Emit;
  /** Decodes, turns upright and shrinks a picture. Rejects with CallError when it is none. */
  readonly prepare: (photo: Photo) => Promise<ShownPhoto>;
  /** Carries out the configured cart URL. Rejects with CallError when the shop refuses. */
  readonly sendToCart: (item: CartDetail) => Promise<void>;
}

/** One shopper's visit: its state, its session with the server, and the consent. What follows is in journey.ts. */
export class Visit {
  state: State;
  #session: SessionGrant | null = null;
  #opening: Promise<SessionGrant> | null = null;
  #running = new AbortController();
  readonly #listeners = new Set<() => void>();

  readonly #api: Api;

  constructor(readonly options: VisitOptions) {
    this.#api = createApi(options.call);
    this.state = { ...initialState, screen: options.config.start };
  }

  /** Who the shopper is to the server. The token stays inside. */
  get session(): { session_id: string; expires_at: number | string } | null {
    if (this.#session === null) return null;
    const { session_id, expires_at } = this.#session;
    return { session_id, expires_at };
  }

  /** @returns a function that stops listening */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  dispatch(action: Action): void {
    this.state = reduce(this.state, action);
    for (const listener of this.#listeners) listener();
  }

  /** @param to a screen to go to; without one, the screen it was closed on */
  open(to?: Screen): void {
    if (to !== undefined && to !== this.state.screen) this.dispatch({ type: 'went', to });
    if (this.state.open) return;
    this.dispatch({ type: 'opened' });
    this.options.emit('varai:open', {});
    void this.greet();
  }

  close(): void {
    if (!this.state.open) return;
    this.stop();
    this.dispatch({ type: 'closed' });
    this.options.emit('varai:close', {});
  }

  /** Forgets everything in the page; what the server keeps ends with the session. */
  forget(): void {
    this.stop();
    this.state.photo?.bitmap.close();
    this.#session = this.#opening = null;
  }

  /** Learns the shop's name and how long numbers are kept. */
  async greet(): Promise<void> {
    if (this.state.shop !== null) return;
    try {
      this.dispatch({ type: 'shop-known', shop: await this.#api.widgetConfig() });
      if (this.state.failure?.kind === 'unreachable') this.dispatch({ type: 'failure-gone' });
    } catch (error) {
      this.fail(error);
    }
  }

  /** The shopper's answer to the consent screen; without the measuring in it, the quiz comes next. */
  async answerConsent(granted: readonly Purpose[]): Promise<void> {
    this.dispatch({ type: 'working' });
    try {
      const session = await this.openSession();
      const { lang } = this.options;
      const refused = PURPOSES_WE_ASK.filter((purpose) => !granted.includes(purpose));
      if (granted.length > 0) await this.#api.consent(session, granted, true, lang);
      if (refused.length > 0) await this.#api.consent(session, refused, false, lang);
      this.dispatch({ type: 'consented', granted });
      this.dispatch({ type: 'went', to: mayMeasure(this.state) ? 'photo' : 'quiz' });
      this.options.emit('varai:consent', { session_id: session.session_id, granted });
    } catch (error) {
      this.fail(error);
    }
  }

  /** The session with the server, made when it is first needed. */
  async openSession(): Promise<SessionGrant> {
    if (this.#session !== null) return this.#session;
    this.#opening ??= this.#api.openSession();
    try {
      this.#session = await this.#opening;
    } finally {
      this.#opening = null;
    }
    return this.#session;
  }

  /** Begins one piece of work and ends the one before. */
  start(): AbortSignal {
    this.stop();
    this.#running = new AbortController();
    return this.#running.signal;
  }

  stop(): void {
    this.#running.abort();
  }

  /** Shows a failed call on the screen and tells the page. */
  fail(error: unknown): void {
    if (!(error instanceof CallError)) throw error;
    const { failure } = error;
    // biome-ignore lint/suspicious/noConsole: the page's console is where its author looks for a wrong key
    if (isForAuthor(failure)) console.warn(`<varai-discovery> ${failure.title}. ${failure.advice}`);
    if (isVisitLost(failure)) this.forget();
    this.dispatch({ type: isVisitLost(failure) ? 'visit-lost' : 'failed', failure });
    this.options.emit('varai:error', { code: failure.code, title: failure.title });
  }

  /** A part of the widget itself could not be fetched. */
  unreachable(): void {
    this.fail(new CallError(UNREACHABLE));
  }
}
