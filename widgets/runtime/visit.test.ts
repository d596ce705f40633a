import { describe, expect, it } from 'vitest';
import type { Recommendation } from '../../server/recommend/index.ts';
import { readConfig } from './config.ts';
import type { VaraiEvents } from './events.ts';
import { type Call, CallError, type Request, UNREACHABLE } from './http.ts';
import { addToCart, cancel, correct, erase, measure, recommend, showFrames, undoCart } from './journey.ts';
import { TEXT_VERSION } from './purposes.ts';
import { Visit } from './visit.ts';

const FRAME = { product_id: 'p', variant_id: 'v', title: 'T', price: 100, currency: 'EUR' } as Recommendation;

/** A visit to a server that answers by path; a missing answer is a server that is down. */
function visit(answers: Record<string, unknown>, { prevented = false } = {}) {
  const sent: Request[] = [];
  const events: [keyof VaraiEvents, unknown][] = [];
  const carted: unknown[] = [];
  const { config } = readConfig({ key: 'pk_1' }, 'https://shop.example/', 'https://varai.example/varai.js');
  if (config === null) throw new Error('no config');
  const call = (async (request: Request) => {
    sent.push(request);
    const answer = answers[`${request.method} ${request.path}`];
    if (answer === undefined) throw new CallError(UNREACHABLE);
    return answer instanceof Promise ? answer : structuredClone(answer);
  }) as Call;
  const it = new Visit({
    config,
    lang: 'en',
    call,
    emit: (name, detail) => {
      events.push([name, detail]);
      return !prevented;
    },
    prepare: async (photo) => ({ ...photo, bitmap: { close() {} } as ImageBitmap }),
    sendToCart: async (item) => void carted.push(item),
  });
  return { visit: it, sent, events, carted };
}

const WELL = {
  'GET /v1/widget-config': { store: { name: 'S', currency: 'EUR', locale: 'en' }, retention_hours: 24 },
  'POST /v1/sessions': { session_id: 'ses', token: 'tok', expires_at: 1 },
  'POST /v1/consents': {},
  'DELETE /v1/sessions/ses': null,
  'POST /v1/face/analyze': { session_id: 'ses', face_shape: {}, measurements: {}, frame_size: {} },
  'GET /v1/recommendations': { recommendations: [FRAME] },
};
const photo = { blob: new Blob() };

describe('a visit', () => {
  it('asks the server for nothing before it is opened, and opens no session before the answer', async () => {
    const { visit: it, sent } = visit(WELL);
    expect(sent).toEqual([]);
    it.open();
    await it.greet();
    expect(sent.map(({ path }) => path)).not.toContain('/v1/sessions');
  });

  it('records the yes and the no of each purpose apart', async () => {
    const { visit: it, sent } = visit(WELL);
    const words = { lang: it.options.lang, text_version: TEXT_VERSION };
    await it.answerConsent(['face_analysis_processing']);
    expect(sent.filter(({ path }) => path === '/v1/consents').map(({ json }) => json)).toEqual([
      { session_id: 'ses', purposes: ['face_analysis_processing'], granted: true, ...words },
      {
        session_id: 'ses',
        purposes: ['personalized_recommendations', 'analytics_and_improvement', 'marketing_communications'],
        granted: false,
        ...words,
      },
    ]);
    expect(it.state.screen).toBe('photo');
  });

  it('goes to the quiz after a no, and frames come all the same', async () => {
    const { visit: it } = visit(WELL);
    await it.answerConsent([]);
    expect(it.state.screen).toBe('quiz');
    await showFrames(it);
    expect(it.state.frames).toEqual({ status: 'ready', list: [FRAME] });
  });

  it('leaves a failed photo where another can be chosen', async () => {
    const { 'POST /v1/face/analyze': _, ...down } = WELL;
    const { visit: it, events } = visit(down);
    await it.answerConsent(['face_analysis_processing']);
    await measure(it, photo);
    expect(it.state).toMatchObject({ screen: 'photo', failure: { kind: 'unreachable' } });
    expect(events.at(-1)?.[0]).toBe('varai:error');
  });

  it('goes back to where the measuring was asked for, and never keeps lines for another photo', async () => {
    const answers: Record<string, unknown> = { ...WELL };
    const { visit: it } = visit(answers);
    await it.answerConsent(['face_analysis_processing']);
    await measure(it, photo);
    expect(it.state.screen).toBe('result');
    delete answers['POST /v1/face/analyze'];
    await correct(it, { own_pd: '63' });
    expect(it.state).toMatchObject({ screen: 'result', failure: { kind: 'unreachable' } });
    expect(it.state.analysis).not.toBeNull();
    it.dispatch({ type: 'went', to: 'photo' });
    await measure(it, photo);
    expect(it.state).toMatchObject({ screen: 'photo', analysis: null });
  });

  it('starts anew, saying so, when the server no longer knows the visit', async () => {
    const lost = { ...UNREACHABLE, kind: 'problem' as const, code: 'session-token-invalid', status: 401 };
    const refused = Promise.reject(new CallError(lost));
    refused.catch(() => undefined);
    const { visit: it } = visit({ ...WELL, 'POST /v1/face/analyze': refused });
    await it.answerConsent(['face_analysis_processing']);
    await measure(it, photo);
    expect(it.state).toMatchObject({ screen: 'consent', granted: [], photo: null, failure: { status: 401 } });
    expect(it.session).toBeNull();
  });

  it('asks anew when the consent was taken back elsewhere, and shows nothing measured any more', async () => {
    const { visit: it } = visit({
      ...WELL,
      'GET /v1/recommendations': { recommendations: [FRAME], face_shape: null },
    });
    await it.answerConsent(['face_analysis_processing']);
    await measure(it, photo);
    expect(it.state.analysis).not.toBeNull();
    await showFrames(it);
    expect(it.state).toMatchObject({ screen: 'consent', granted: [], analysis: null });
    expect(it.state.failure).toMatchObject({ code: 'consent-required' });
  });

  it('drops an answer that comes after the shopper has cancelled', async () => {
    let answer = (_: unknown) => {};
    const late = new Promise((resolve) => {
      answer = resolve;
    });
    const { visit: it } = visit({ ...WELL, 'POST /v1/face/analyze': late });
    await it.answerConsent(['face_analysis_processing']);
    const measuring = measure(it, photo);
    cancel(it);
    answer(WELL['POST /v1/face/analyze']);
    await measuring;
    expect(it.state).toMatchObject({ screen: 'photo', analysis: null, failure: null });
  });

  it('tells the page the numbers but neither photo, points nor token', async () => {
    const { visit: it, events } = visit(WELL);
    await it.answerConsent(['face_analysis_processing']);
    await measure(it, photo);
    const told = JSON.stringify(events);
    expect(events.map(([name]) => name)).toContain('varai:analysis');
    expect(told).not.toContain('overlay');
    expect(told).not.toContain('tok');
    expect(it.session).toEqual({ session_id: 'ses', expires_at: 1 });
  });

  it('lets the page take the frame, and otherwise uses the configured address', async () => {
    const own = visit(WELL, { prevented: true });
    await addToCart(own.visit, FRAME);
    expect(own.carted).toEqual([]);
    expect(own.visit.state.cart?.undoable).toBe(true);
    undoCart(own.visit);
    expect(own.events.at(-1)?.[0]).toBe('varai:remove-from-cart');

    const address = visit(WELL);
    await addToCart(address.visit, FRAME);
    expect(address.carted).toMatchObject([{ product_id: 'p', variant_id: 'v', price: 100, currency: 'EUR' }]);
    expect(address.visit.state.cart?.undoable).toBe(false);
  });

  it('forgets everything when asked to delete', async () => {
    const { visit: it, sent } = visit(WELL);
    await it.answerConsent(['face_analysis_processing']);
    await measure(it, photo);
    await erase(it);
    expect(sent.at(-1)).toMatchObject({ method: 'DELETE', path: '/v1/sessions/ses' });
    expect(it.state).toMatchObject({ screen: 'erased', photo: null, analysis: null, granted: [] });
    expect(it.session).toBeNull();
  });

  it('keeps the data in sight when deleting failed, so that it can be tried again', async () => {
    const { 'DELETE /v1/sessions/ses': _, ...down } = WELL;
    const { visit: it } = visit(down);
    await it.answerConsent([]);
    await erase(it);
    expect(it.state.failure?.kind).toBe('unreachable');
    expect(it.session).not.toBeNull();
  });

  it('answers recommend() of the page even before anything was opened', async () => {
    const { visit: it } = visit(WELL);
    expect((await recommend(it, { shape: 'round' })).recommendations).toEqual([FRAME]);
  });
});
