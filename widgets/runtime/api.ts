import type { Purpose } from '../../server/privacy/index.ts';
import type { Call } from './http.ts';
import { TEXT_VERSION } from './purposes.ts';

export interface SessionGrant {
  readonly session_id: string;
  readonly token: string;
  readonly expires_at: number | string;
}

export interface WidgetConfig {
  readonly store: { readonly name: string; readonly currency: string; readonly locale: string };
  readonly consent_text_version: string;
  readonly retention_hours: number;
  readonly purposes: readonly Purpose[];
  /** How the shop's assistant calls itself; null where it has none. */
  readonly assistant: { readonly name: string | null } | null;
}

/** What a shopper knows about themselves: a PD in mm, or the numbers inside an old frame's temple. */
export interface Known {
  readonly own_pd?: string;
  readonly old_frame?: string;
  /** How that old frame sits. */
  readonly old_frame_fit?: 'good' | 'narrow' | 'wide';
}

/** What a shopper would like. Prices in minor units; the rest in the catalogue's own words. */
export interface Wishes {
  readonly preferences?: string;
  readonly shape?: string;
  readonly color?: string;
  readonly material?: string;
  readonly rim?: string;
  readonly gender?: string;
  readonly brand?: string;
  readonly min_price?: number;
  readonly max_price?: number;
  /** Numbers of a frame that fits, `52□18-145`: enough to sort by size without a face. */
  readonly old_frame?: string;
  /** The shopper's own PD, mm. */
  readonly pupillary_distance?: string;
}

export interface Photo {
  readonly blob: Blob;
  /** A drawing has no perspective to correct for. */
  readonly camera?: 'infinite';
}

export type Session = Pick<SessionGrant, 'session_id' | 'token'>;

/** What the first screen asks of the server. Each call rejects with CallError; the rest is in face-api.ts. */
export interface Api {
  widgetConfig(): Promise<WidgetConfig>;
  openSession(): Promise<SessionGrant>;
  /** @param lang language of the words that were answered */
  consent(session: Session, purposes: readonly Purpose[], granted: boolean, lang: string): Promise<void>;
}

export function createApi(call: Call): Api {
  return {
    widgetConfig: () => call({ method: 'GET', path: '/v1/widget-config', retries: 1, timeoutMs: 6000 }),
    openSession: () => call({ method: 'POST', path: '/v1/sessions', json: {}, retries: 1 }),
    consent: ({ session_id, token }, purposes, granted, lang) =>
      call({
        method: 'POST',
        path: '/v1/consents',
        json: { session_id, purposes, granted, lang, text_version: TEXT_VERSION },
        token,
        retries: 2,
      }),
  };
}
