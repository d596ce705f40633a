import type { RecommendationList } from '../server/recommend/index.ts';
import type { Wishes } from './runtime/api.ts';
import type { VaraiEvents } from './runtime/events.ts';

export type { Wishes } from './runtime/api.ts';
export type { Config } from './runtime/config-schema.ts';
export type { CartDetail, VaraiEvents } from './runtime/events.ts';

/** What a page's own script can ask of `<varai-discovery>`. */
export interface VaraiDiscoveryElement extends HTMLElement {
  /** The server's name for this visit, once there is one. */
  readonly session: { session_id: string; expires_at: number | string } | null;
  /** Loads the widget if need be and shows it; with `chat`, on that screen. */
  open(to?: 'chat'): Promise<void>;
  close(): void;
  /** Forgets the visit in this page and reads the `data-*` attributes anew. */
  reset(): void;
  /** Recommendations for these wishes, and for the face where one was measured. */
  recommend(wishes?: Wishes): Promise<RecommendationList>;
}

type Listeners = { [N in keyof VaraiEvents]: CustomEvent<VaraiEvents[N]> };

declare global {
  interface HTMLElementTagNameMap {
    'varai-discovery': VaraiDiscoveryElement;
  }
  interface HTMLElementEventMap extends Listeners {}
  interface WindowEventMap extends Listeners {}
}
