import type { AnalysisResult } from '../../server/face/index.ts';
import type { Purpose } from '../../server/privacy/index.ts';
import type { RecommendationList } from '../../server/recommend/index.ts';

/** What goes into the cart. `price` is in minor units of `currency`. */
export interface CartDetail {
  readonly product_id: string;
  readonly variant_id: string | null;
  readonly title: string;
  readonly price: number;
  readonly currency: string;
  readonly session_id: string | null;
}

/**
 * The events `<varai-discovery>` fires, by name, with what their `detail` holds. All of them bubble and cross
 * the shadow boundary. `varai:add-to-cart` and `varai:remove-from-cart` can be cancelled: `preventDefault()`
 * tells the widget that the page puts the frame into (or takes it out of) its own cart.
 */
export interface VaraiEvents {
  'varai:open': Record<string, never>;
  'varai:close': Record<string, never>;
  'varai:consent': { readonly session_id: string; readonly granted: readonly Purpose[] };
  /** The numbers and labels, never the photo or the points drawn over it. */
  'varai:analysis': Pick<AnalysisResult, 'session_id' | 'face_shape' | 'measurements' | 'frame_size'>;
  'varai:recommendations': RecommendationList;
  'varai:add-to-cart': CartDetail;
  'varai:remove-from-cart': CartDetail;
  /** An answer of the chat: what it was about and which actions came with it, never what was written. */
  'varai:chat-message': {
    readonly session_id: string;
    readonly turn_id: string;
    readonly intent: string;
    readonly actions: readonly string[];
  };
  'varai:error': { readonly code: string; readonly title: string };
}

/** Fires an event and says whether the page let its default action happen. */
export type Emit = <N extends keyof VaraiEvents>(name: N, detail: VaraiEvents[N]) => boolean;

const CANCELLABLE: ReadonlySet<string> = new Set(['varai:add-to-cart', 'varai:remove-from-cart']);

/** Makes the function that fires this element's events. */
export function emitterFor(target: EventTarget): Emit {
  return (name, detail) =>
    target.dispatchEvent(
      new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable: CANCELLABLE.has(name) }),
    );
}
