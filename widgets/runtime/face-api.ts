import type { AnalysisResult } from '../../server/face/index.ts';
import type { RecommendationList } from '../../server/recommend/index.ts';
import type { Known, Photo, Session, Wishes } from './api.ts';
import type { Call, Failure } from './http.ts';

export interface AnalyzeRequest {
  readonly session: Session;
  readonly photo: Photo;
  readonly known: Known;
  readonly signal: AbortSignal;
  /** Told when the server has too much to do and the photo is sent again later. */
  readonly onWait: (failure: Failure, waitMs: number) => void;
}

/** @throws CallError */
export function analyzePhoto(call: Call, request: AnalyzeRequest): Promise<AnalysisResult> {
  const { session, photo, known, signal, onWait } = request;
  // Fields first: the server checks the consent before it reads the image.
  const form = new FormData();
  form.append('session_id', session.session_id);
  for (const [name, value] of Object.entries(known)) form.append(name, value);
  if (photo.camera !== undefined) form.append('camera', photo.camera);
  form.append('image', photo.blob, 'photo');
  return call({
    method: 'POST',
    path: '/v1/face/analyze',
    form,
    token: session.token,
    signal,
    onWait,
    retries: 4,
    timeoutMs: 30_000,
  });
}

export interface RecommendRequest {
  readonly session: Session;
  readonly wishes: Wishes;
  readonly limit: number;
  readonly lang: string;
  readonly signal: AbortSignal;
}

/** @throws CallError */
export function fetchFrames(call: Call, request: RecommendRequest): Promise<RecommendationList> {
  const { session, wishes, limit, lang, signal } = request;
  return call({
    method: 'GET',
    path: '/v1/recommendations',
    query: { session_id: session.session_id, ...wishes, limit, lang },
    token: session.token,
    signal,
    retries: 2,
  });
}

/** Deletes everything the server keeps of a visit. @throws CallError */
export function eraseVisit(call: Call, { session_id, token }: Session): Promise<void> {
  return call({
    method: 'DELETE',
    path: `/v1/sessions/${encodeURIComponent(session_id)}`,
    token,
    retries: 2,
  });
}

/** As much of a product as it takes to say whether it fits. */
export interface PageFrame {
  readonly title: string;
  readonly eyewear: { readonly total_width: number | null };
}

/** The product the page shows. @throws CallError */
export function fetchPageFrame(call: Call, productId: string): Promise<PageFrame> {
  return call({ method: 'GET', path: `/v1/products/${encodeURIComponent(productId)}` });
}
