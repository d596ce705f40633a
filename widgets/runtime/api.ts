import type { AnalysisResult } from '../../server/face/index.ts';
import type { Purpose } from '../../server/privacy/index.ts';
import type { RecommendationList } from '../../server/recommend/schema.ts';
import { createHttp, type Failure, type HttpOptions } from './http.ts';

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
}

/** What a shopper knows about themselves: a PD in mm, or the numbers inside an old frame's temple. */
export interface Known {
  readonly own_pd?: string;
  readonly old_frame?: string;
}

/** What a shopper would like. Prices in minor units; the rest in the catalogue's own words. */
export interface Wishes {
  readonly preferences?: string;
  readonly shape?: string;
  readonly color?: string;
  readonly material?: string;
  readonly brand?: string;
  readonly min_price?: number;
  readonly max_price?: number;
  /** Numbers of a frame that fits, `52□18-145`: enough to sort by size without a face. */
  readonly old_frame?: string;
}

export interface Photo {
  readonly blob: Blob;
  /** A drawing has no perspective to correct for. */
  readonly camera?: 'infinite';
}

type Session = Pick<SessionGrant, 'session_id' | 'token'>;

/** The calls the widget makes. Each rejects with CallError. */
export interface Api {
  widgetConfig(): Promise<WidgetConfig>;
  openSession(): Promise<SessionGrant>;
  consent(session: Session, purposes: readonly Purpose[], granted: boolean): Promise<void>;
  analyze(
    session: Session,
    photo: Photo,
    known: Known,
    signal: AbortSignal,
    onWait: (failure: Failure, waitMs: number) => void,
  ): Promise<AnalysisResult>;
  recommend(
    session: Session | null,
    wishes: Wishes,
    paging: { limit: number; lang: string },
    signal: AbortSignal,
  ): Promise<RecommendationList>;
  erase(session: Session): Promise<void>;
}

/** Bound to one shop's key on one server. */
export function createApi(options: HttpOptions): Api {
  const call = createHttp(options);
  return {
    widgetConfig: () => call({ method: 'GET', path: '/v1/widget-config', retries: 1, timeoutMs: 6000 }),
    openSession: () => call({ method: 'POST', path: '/v1/sessions', json: {}, retries: 1 }),
    consent: ({ session_id, token }, purposes, granted) =>
      call({
        method: 'POST',
        path: '/v1/consents',
        json: { session_id, purposes, granted },
        token,
        retries: 2,
      }),
    analyze: ({ session_id, token }, photo, known, signal, onWait) => {
      // Fields first: the server may start on the image as soon as it sees it.
      const form = new FormData();
      form.append('session_id', session_id);
      if (known.own_pd) form.append('own_pd', known.own_pd);
      if (known.old_frame) form.append('old_frame', known.old_frame);
      if (photo.camera !== undefined) form.append('camera', photo.camera);
      form.append('image', photo.blob, 'photo');
      return call({
        method: 'POST',
        path: '/v1/face/analyze',
        form,
        token,
        signal,
        onWait,
        retries: 4,
        timeoutMs: 30_000,
      });
    },
    recommend: (session, wishes, { limit, lang }, signal) =>
      call({
        method: 'GET',
        path: '/v1/recommendations',
        query: { session_id: session?.session_id, ...wishes, limit, lang },
        ...(session === null ? {} : { token: session.token }),
        signal,
        retries: 2,
      }),
    erase: ({ session_id, token }) =>
      call({ method: 'DELETE', path: `/v1/sessions/${encodeURIComponent(session_id)}`, token, retries: 2 }),
  };
}
