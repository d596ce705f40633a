import type { Recommendation, RecommendationList } from '../../server/recommend/index.ts';
import type { Known, Photo, Wishes } from './api.ts';
import type { CartDetail } from './events.ts';
import { analyzePhoto, eraseVisit, fetchFrames, fetchPageFrame } from './face-api.ts';
import { CallError, UNREACHABLE } from './http.ts';
import { mayMeasure, type ShownPhoto } from './state.ts';
import type { Visit } from './visit.ts';

/** Goes to where a face is measured: to the consent first, unless it was given. */
export function goMeasure(visit: Visit): void {
  visit.dispatch({ type: 'went', to: mayMeasure(visit.state) ? 'photo' : 'consent' });
}

/** Measures a new photo. */
export async function measure(visit: Visit, photo: Photo): Promise<void> {
  const signal = visit.start();
  visit.dispatch({ type: 'measuring', progress: 'preparing', known: visit.state.known });
  try {
    const shown = await visit.options.prepare(photo);
    if (signal.aborted) return shown.bitmap.close();
    const before = visit.state.photo;
    visit.dispatch({ type: 'photo-ready', photo: shown });
    before?.bitmap.close();
    await analyze(visit, shown, signal);
  } catch (error) {
    if (!signal.aborted) visit.fail(error);
  }
}

/** Measures the photo that is there again, helped by what the shopper knows. */
export async function correct(visit: Visit, known: Known): Promise<void> {
  const { photo } = visit.state;
  if (photo === null) return;
  const signal = visit.start();
  visit.dispatch({ type: 'measuring', progress: 'sending', known });
  try {
    await analyze(visit, photo, signal);
  } catch (error) {
    if (!signal.aborted) visit.fail(error);
  }
}

async function analyze(visit: Visit, photo: ShownPhoto, signal: AbortSignal): Promise<void> {
  const { known } = visit.state;
  visit.dispatch({ type: 'measuring', progress: 'sending', known });
  const session = await visit.openSession();
  const onWait = () => visit.dispatch({ type: 'measuring', progress: 'waiting', known });
  const analysis = await analyzePhoto(visit.options.call, { session, photo, known, signal, onWait });
  if (signal.aborted) return;
  visit.dispatch({ type: 'measured', analysis });
  const { session_id, face_shape, measurements, frame_size } = analysis;
  visit.options.emit('varai:analysis', { session_id, face_shape, measurements, frame_size });
  void lookAtPageFrame(visit);
}

/** Learns the size of the frame on this page, where it has one. An extra: without it the result is whole. */
async function lookAtPageFrame(visit: Visit): Promise<void> {
  const { config, call } = visit.options;
  if (config.productId === null || visit.state.pageFrame !== null) return;
  try {
    visit.dispatch({ type: 'page-frame-known', frame: await fetchPageFrame(call, config.productId) });
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
  }
}

/** Stops the measuring and goes back to where it was asked for. */
export function cancel(visit: Visit): void {
  visit.stop();
  visit.dispatch({ type: 'measuring-stopped' });
}

/** Goes to the frames, searching unless the list is there already. */
export async function showFrames(visit: Visit): Promise<void> {
  visit.dispatch({ type: 'went', to: 'frames' });
  if (visit.state.frames.status !== 'ready') await search(visit, visit.state.wishes);
}

/** Finds frames for these wishes; a failure is on the screen by then. */
export async function search(visit: Visit, wishes: Wishes): Promise<void> {
  await recommend(visit, wishes).catch((error: unknown) => {
    if (!(error instanceof CallError)) throw error;
  });
}

/**
 * Finds frames for these wishes, and for the face where one was measured.
 * @throws CallError, after the screen has shown it
 */
export async function recommend(visit: Visit, wishes: Wishes): Promise<RecommendationList> {
  const signal = visit.start();
  const { call, config, lang, emit } = visit.options;
  visit.dispatch({ type: 'wished', wishes });
  try {
    const session = await visit.openSession();
    const found = await fetchFrames(call, { session, wishes, limit: config.limit, lang, signal });
    if (!signal.aborted) {
      // The server no longer goes by the face: the consent was taken back elsewhere, on /privacy or by the shop.
      if (visit.state.analysis && !found.face_shape)
        throw new CallError({ ...UNREACHABLE, code: 'consent-required' });
      visit.dispatch({ type: 'frames-found', list: found.recommendations });
      emit('varai:recommendations', found);
    }
    return found;
  } catch (error) {
    if (!signal.aborted) visit.fail(error);
    throw error;
  }
}

/** Asks again for what is shown, without a word: what can't be had now stays as it is. */
export async function refresh(visit: Visit, signal: AbortSignal): Promise<void> {
  const { wishes, frames } = visit.state;
  if (frames.status !== 'ready') return;
  const { call, config, lang, emit } = visit.options;
  try {
    const session = await visit.openSession();
    const found = await fetchFrames(call, { session, wishes, limit: config.limit, lang, signal });
    if (signal.aborted) return;
    // What changed meanwhile may not be in this answer.
    if (visit.state.frames !== frames) return await refresh(visit, signal);
    visit.dispatch({ type: 'frames-found', list: found.recommendations });
    emit('varai:recommendations', found);
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
  }
}

/** Offers the frame to the page first; if the page lets it pass, the configured URL is used. */
export async function addToCart(visit: Visit, frame: Recommendation): Promise<void> {
  const item: CartDetail = {
    product_id: frame.product_id,
    variant_id: frame.variant_id,
    title: frame.title,
    price: frame.price,
    currency: frame.currency,
    session_id: visit.session?.session_id ?? null,
  };
  const handledByPage = !visit.options.emit('varai:add-to-cart', item);
  try {
    if (!handledByPage) await visit.options.sendToCart(item);
    visit.dispatch({ type: 'added', cart: { item, undoable: handledByPage } });
  } catch (error) {
    visit.fail(error);
  }
}

/** Asks the page to take the last frame out of its cart again. */
export function undoCart(visit: Visit): void {
  const { cart } = visit.state;
  if (cart === null) return;
  visit.options.emit('varai:remove-from-cart', cart.item);
  visit.dispatch({ type: 'cart-note-gone' });
}

/** Deletes everything the server keeps of this visit, and everything the page does. */
export async function erase(visit: Visit): Promise<void> {
  visit.stop();
  visit.dispatch({ type: 'working' });
  try {
    if (visit.session !== null) await eraseVisit(visit.options.call, await visit.openSession());
    visit.forget();
    visit.dispatch({ type: 'erased' });
  } catch (error) {
    visit.fail(error);
  }
}
