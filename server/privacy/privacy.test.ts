import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { demoCatalogue } from '../../demo/frames/catalogue.ts';
import { retentionIn } from '../../widgets/privacy/retention-words.ts';
import type { Doc } from '../data/index.ts';
import { openTestApp, type TestApp } from '../testing.ts';
import { CONSENT_LANGUAGES } from './consent-texts.ts';

let at: TestApp;
beforeEach(async () => {
  at = await openTestApp();
});
afterEach(() => at.close());

const DAY_MS = 86_400_000;
const LEARNING = 'analytics_and_improvement';
const MARKETING = 'marketing_communications';
const PERSONAL = 'personalized_recommendations';

const shop = () => ({ 'x-varai-operator': at.operatorToken, 'x-varai-store': 'a' });
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const get = (url: string, headers = {}) => at.app.inject({ url, headers });
const put = (name: string, doc: object) => at.deps.documents.collection(name).insert(doc as Doc);
const all = (name: string) => at.deps.documents.collection(name).find({});
const keepInteraction = async (_id: string, session_id: string) => {
  const place = { store_id: 'a', subject: `interactions:${session_id}`, _id };
  await put('ai_interactions', {
    _id,
    store_id: 'a',
    received_at: Date.now(),
    interaction_id: _id,
    type: 'ai_interaction',
    session_id,
    product_id: await at.deps.vault.seal({ ...place, field: 'ai_interactions.product_id' }, 'p'),
    action: await at.deps.vault.seal({ ...place, field: 'ai_interactions.action' }, 'picked'),
    occurred_at: 1,
  });
};
const asPage = (more = {}) => ({ 'x-api-key': at.publishableKey, ...more });

describe('consents', () => {
  it('keeps every answer with how it was given and to which words, and no address of anybody', async () => {
    const { session_id, token } = await at.newSession();
    await at.post(
      '/v1/consents',
      {
        session_id,
        purposes: ['face_analysis_processing'],
        granted: true,
        lang: 'de',
      },
      at.shopper(session_id),
    );
    await at.post('/v1/consents', { session_id, purposes: [PERSONAL], granted: true }, shop());
    await at.post('/privacy/v1/consents', { purposes: [PERSONAL], granted: false }, bearer(token));
    const { history } = (await get('/privacy/v1/me', bearer(token))).json();
    expect(history).toMatchObject([
      { granted: true, how: 'ui', lang: 'de', release: { term_hours: 24 } },
      { purpose: PERSONAL, granted: true, how: 'api', lang: 'en' },
      { purpose: PERSONAL, granted: false, how: 'ui' },
    ]);
    expect(JSON.stringify(history)).not.toContain('127.0.0.1');
  });

  it('refuses answers to words that were never shown', async () => {
    const { session_id } = await at.newSession();
    const answer = await at.post(
      '/v1/consents',
      {
        session_id,
        purposes: [LEARNING],
        granted: true,
        text_version: '1999-1',
      },
      at.shopper(session_id),
    );
    expect(answer.json()).toMatchObject({ status: 422, code: 'consent-text-unknown' });
  });

  it('proves them with the words themselves, so that a changed proof is seen', async () => {
    const { session_id, token } = await at.newSession();
    await at.consent(session_id, ['face_analysis_processing'], true);
    const proof = (await get('/privacy/v1/consents/proof', bearer(token))).json();
    expect(proof.answers[0].text).toContain('Only for adults');
    const verify = async (document: object) =>
      (await at.post('/privacy/v1/verify', document, {})).json().valid;
    expect(await verify(proof)).toBe(true);
    expect(await verify({ ...proof, answers: [{ ...proof.answers[0], granted: false }] })).toBe(false);
    expect(await verify({ ...proof, signature: { ...proof.signature, value: 'AAAA' } })).toBe(false);
    for (const more of [{ key_id: 'another' }, { note: 'more' }, { value: `${proof.signature.value}!` }])
      expect(await verify({ ...proof, signature: { ...proof.signature, ...more } })).toBe(false);
    expect(await verify({ signature: 7 })).toBe(false);
  });

  it('go by their order, also when the clock is set back between them', async () => {
    const { session_id } = await at.newSession();
    await at.consent(session_id, [LEARNING], true);
    at.advance(-3_600_000);
    await at.consent(session_id, [LEARNING], false);
    expect(await at.deps.privacy.consents.isGranted({ store_id: 'a', session_id }, LEARNING)).toBe(false);
    const history = await at.deps.privacy.consents.history('a', [session_id]);
    expect(history.map(({ granted }) => granted)).toEqual([true, false]);
  });

  it('leave nothing of a visit that was erased while it answered', async () => {
    const { session_id } = await at.newSession();
    const { record } = at.deps.privacy.consents;
    vi.spyOn(at.deps.privacy.consents, 'record').mockImplementationOnce(async (...given) => {
      const subject = { store_id: 'a', session_ids: [session_id], customer_ids: [], order_ids: [] };
      await at.deps.privacy.erasure.erase({ subject, from: 'shopper', actor: 'shopper' });
      return record(...given);
    });
    expect((await at.consent(session_id, [LEARNING], true)).json().code).toBe('session-not-found');
    expect(await all('consents')).toEqual([]);
  });

  it('takes back what was learned, at once', async () => {
    const { session_id } = await at.newSession();
    await at.consent(session_id, [LEARNING], true);
    await keepInteraction('evt_1', session_id);
    await put('training_samples', { _id: 'evt_1', store_id: 'a', type: 'ai_interaction', day: 0 });
    await at.consent(session_id, [LEARNING], false);
    expect(await all('training_samples')).toEqual([]);
    expect(await all('ai_interactions')).toMatchObject([{ session_id: null }]);
  });

  it('is noted in the audit log without a name', async () => {
    const { session_id } = await at.newSession();
    await at.consent(session_id, [LEARNING], true);
    await at.consent(session_id, [LEARNING], false);
    const entries = await at.deps.audit.list({ store_id: 'a', limit: 10 });
    const actions = entries.map(({ action }) => action);
    expect(actions).toEqual(expect.arrayContaining(['consent.grant', 'consent.withdraw']));
    expect(JSON.stringify(entries)).not.toContain(session_id);
  });
});

describe('Global Privacy Control', () => {
  const signal = { 'sec-gpc': '1' };

  it('makes a no of every yes it covers, and says so', async () => {
    const { session_id } = await at.newSession();
    const purposes = ['face_analysis_processing', LEARNING, MARKETING];
    const answer = await at.post(
      '/v1/consents',
      { session_id, purposes, granted: true },
      { ...at.shopper(session_id), ...signal },
    );
    expect(answer.json()).toMatchObject({
      opted_out: [LEARNING, MARKETING],
      consents: {
        face_analysis_processing: { granted: true },
        [LEARNING]: { granted: false },
        [MARKETING]: { granted: false },
      },
    });
  });

  it('takes back an earlier yes with the first request that carries it', async () => {
    const { session_id } = await at.newSession();
    await at.consent(session_id, [LEARNING], true);
    await get(`/v1/recommendations?session_id=${session_id}`, { ...at.shopper(session_id), ...signal });
    expect(await at.deps.privacy.consents.isGranted({ store_id: 'a', session_id }, LEARNING)).toBe(false);
    const [last] = (await at.deps.privacy.consents.history('a', [session_id])).slice(-1);
    expect(last).toMatchObject({ granted: false, how: 'gpc' });
  });

  it('is announced where the standard looks for it', async () => {
    expect((await get('/.well-known/gpc.json')).json()).toEqual({
      gpc: true,
      lastUpdate: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    });
  });

  it('costs nobody anything: the same frames and prices with and without', async () => {
    await at.deps.catalog.import('a', JSON.stringify(demoCatalogue().slice(0, 8)));
    const { session_id: willing } = await at.newSession();
    const { session_id: unwilling, token } = await at.newSession();
    await at.consent(willing, [LEARNING, MARKETING], true);
    expect((await at.post('/privacy/v1/opt-out', {}, bearer(token))).statusCode).toBe(200);
    const frames = async (session_id: string, more = {}) =>
      (
        await get(`/v1/recommendations?session_id=${session_id}`, { ...at.shopper(session_id), ...more })
      ).json().recommendations;
    const those = await frames(willing);
    expect(those.length).toBeGreaterThan(2);
    expect(await frames(unwilling)).toEqual(those);
    expect(await frames(willing, signal)).toEqual(those);
  });
});

describe('rights', () => {
  it('gives a shopper one archive that its own schema describes', async () => {
    const { session_id, token } = await at.newSession();
    await at.consent(session_id, [LEARNING], true);
    await keepInteraction('evt_1', session_id);
    const answer = await get('/privacy/v1/export', bearer(token));
    expect(answer.headers['content-disposition']).toBe('attachment; filename="my-data.json"');
    const archive = answer.json();
    expect(archive.data).toMatchObject({ sessions: [{ session_id }], interactions: [{ session_id }] });
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(archive.schema);
    expect(validate(archive), JSON.stringify(validate.errors)).toBe(true);
    expect((await get('/privacy/v1/archive.schema.json')).json()).toEqual(archive.schema);
  });

  it('shows nobody anything without the very token of the visit', async () => {
    const { session_id, token } = await at.newSession();
    for (const headers of [{}, bearer(session_id), bearer(`${token}x`), bearer('ses_a.b'), asPage()]) {
      for (const url of ['/privacy/v1/me', '/privacy/v1/export', '/privacy/v1/consents/proof'])
        expect([400, 401]).toContain((await get(url, headers)).statusCode);
    }
  });

  it('does not lead from a visit’s token to a customer’s orders: a cart can be handed to somebody else', async () => {
    const { session_id, token } = await at.newSession();
    const order = { _id: 'a:11', store_id: 'a', order_id: '11', customer_id: '22', session_id, version: '1' };
    await put('orders', order);
    await put('customers', { _id: 'a:22', store_id: 'a', version: '1', updated_at: 1 });
    const { data } = (await get('/privacy/v1/export', bearer(token))).json();
    expect(data).toMatchObject({ orders: [], customers: [] });
    await at.post('/privacy/v1/erase', {}, bearer(token));
    expect(await all('orders')).toMatchObject([{ _id: 'a:11', customer_id: '22', session_id: null }]);
    expect(await all('customers')).toHaveLength(1);
    const of = await at.post('/admin/v1/privacy/export', { customer_id: '22' }, shop());
    expect(of.json().identifiers).toMatchObject({ customer_ids: ['22'], order_ids: ['11'] });
  });

  it('does not lead from one customer to another by a cart that was handed on', async () => {
    const { session_id } = await at.newSession();
    const order = (id: string, customer_id: string, session_id: string | null) =>
      put('orders', { _id: `a:${id}`, store_id: 'a', order_id: id, customer_id, session_id, version: '1' });
    await order('11', '22', session_id);
    await order('12', '22', null);
    await order('13', '23', session_id);
    const reached = async (person: object) =>
      (await at.post('/admin/v1/privacy/export', person, shop())).json().identifiers;
    const nobody = { customer_ids: [], order_ids: [], session_ids: [] };
    expect(await reached({ customer_id: '23' })).toEqual({
      ...nobody,
      customer_ids: ['23'],
      order_ids: ['13'],
    });
    expect(await reached({ order_id: '11' })).toMatchObject({ customer_ids: ['22'], session_ids: [] });
    expect(await reached({ session_id })).toEqual({ ...nobody, session_ids: [session_id] });
  });

  it('reaches no other store’s people', async () => {
    const { session_id } = await at.newSession();
    const other = { ...shop(), 'x-varai-store': 'b' };
    const archive = (await at.post('/admin/v1/privacy/export', { session_id }, other)).json();
    expect(archive.data.sessions).toEqual([]);
    await at.post('/admin/v1/privacy/erase', { session_id }, other);
    expect(await at.deps.sessions.find('a', [session_id])).toHaveLength(1);
  });

  it('says that no e-mail addresses are kept, and asks who is meant', async () => {
    const ask = (body: object) => at.post('/admin/v1/privacy/export', body, shop());
    expect((await ask({ email: 'a@b.example' })).json().code).toBe('no-emails-kept');
    expect((await ask({})).json().code).toBe('person-unnamed');
  });

  it('puts right what a customer likes, at once', async () => {
    const preferences = { shape: 'panto' };
    const answer = await at.post('/admin/v1/privacy/rectify', { customer_id: '22', preferences }, shop());
    expect(answer.json()).toEqual({ corrected: 1 });
    const archive = (await at.post('/admin/v1/privacy/export', { customer_id: '22' }, shop())).json();
    expect(archive.data.customer_preferences).toMatchObject([{ name: 'shape', value: 'panto' }]);
  });

  it('lets the shop answer what its platform passed on, and then forgets whom it was about', async () => {
    const asked = { store_id: 'a', request_id: 'evt_9', request: 'customer_data_request' as const };
    await at.deps.privacy.onPlatformRequest({ ...asked, customer_id: '22', order_ids: [] });
    const report = (await get('/admin/v1/privacy/report', shop())).json();
    expect(report).toMatchObject({ open: 1, overdue: 0, requests: [{ kind: 'access', state: 'open' }] });
    const [{ request_id, due_at, received_at }] = report.requests;
    expect(due_at - received_at).toBe(30 * DAY_MS);
    const path = `/admin/v1/privacy/requests/${request_id}`;
    expect((await get(`${path}/archive`, shop())).json().identifiers.customer_ids).toEqual(['22']);
    expect((await at.post(`${path}/done`, undefined, shop())).statusCode).toBe(204);
    expect((await get(`${path}/archive`, shop())).statusCode).toBe(410);
  });
});

describe('erasure', () => {
  const subject = (session_id: string) => ({
    store_id: 'a',
    session_ids: [session_id],
    customer_ids: [],
    order_ids: [],
  });
  const erase = (session_id: string) =>
    at.deps.privacy.erasure.erase({ subject: subject(session_id), from: 'shop', actor: 'operator' });

  it('that was cut off is finished at the next start, and counts nothing twice', async () => {
    const { session_id } = await at.newSession();
    await at.consent(session_id, [LEARNING], true);
    const consents = vi.spyOn(at.deps.privacy.consents, 'forget').mockRejectedValueOnce(new Error('cut off'));
    await expect(erase(session_id)).rejects.toThrow('cut off');
    expect(await all('consents')).toHaveLength(1);
    expect(await at.deps.privacy.erasure.resume()).toBe(0);
    at.advance(11 * 60_000);
    expect(await at.deps.privacy.erasure.resume()).toBe(1);
    expect(consents).toHaveBeenCalledTimes(2);
    expect(await all('consents')).toEqual([]);
    expect(await all('privacy_requests')).toMatchObject([
      { state: 'done', subject: null, removed: { sessions: 1, consents: 1 } },
    ]);
    expect(await at.deps.privacy.erasure.resume()).toBe(0);
  });

  it('done again after a backup came back, from tombstones kept beside it', async () => {
    const { session_id } = await at.newSession();
    await at.consent(session_id, [LEARNING], true);
    const backup = await all('consents');
    await erase(session_id);
    const kept = (await get('/admin/v1/privacy/tombstones', shop())).json();
    expect(kept.tombstones).toHaveLength(1);
    expect(JSON.stringify(kept)).not.toContain(session_id);
    await at.deps.documents.collection('privacy_tombstones').delete({});
    await at.deps.documents.collection('consents').insert(backup);
    const replayed = (await at.post('/admin/v1/privacy/replay', kept, shop())).json();
    expect(replayed).toEqual({ restored: 1, erased: 1 });
    expect(await all('consents')).toEqual([]);
  });

  it('of the widget’s “delete my data now” is the same one', async () => {
    const { session_id, token } = await at.newSession();
    await at.consent(session_id, [LEARNING], true);
    const url = `/v1/sessions/${session_id}`;
    const headers = { ...asPage(), ...bearer(token) };
    expect((await at.app.inject({ method: 'DELETE', url, headers })).statusCode).toBe(204);
    expect(await all('consents')).toEqual([]);
    expect(await all('privacy_tombstones')).toHaveLength(1);
  });
});

describe('what is public', () => {
  it('states every kind of data with its class, its use, and how long it is kept', async () => {
    const notice = (await get('/privacy/v1/notice')).json();
    const faces = notice.holdings.find(({ name }: { name: string }) => name === 'face_analyses');
    expect(faces).toMatchObject({
      classification: 'restricted',
      category: 'biometric_information',
      retention_days: 1,
      consent: 'face_analysis_processing',
    });
    expect(notice.sale).toMatchObject({ sold: false, shared: false });
    expect(notice.consent).toMatchObject({ adults_only: true, release: { term_hours: 24 } });
    const { schedule } = (await get('/privacy/v1/retention')).json();
    expect(schedule.every(({ retention }: { retention: string }) => retention !== '')).toBe(true);
    expect(schedule).toHaveLength(at.deps.privacy.holders.length + 3);
  });

  it('says how long in every language that the page for shoppers speaks', () => {
    for (const { name, retention } of at.deps.privacy.holders)
      for (const lang of CONSENT_LANGUAGES)
        expect([name, lang, retentionIn(lang, retention.words)]).not.toContain(undefined);
  });

  it('lets the schedule be kept: requests that were answered two years ago go', async () => {
    const { token } = await at.newSession();
    await get('/privacy/v1/export', bearer(token));
    const run = async () =>
      (await at.post('/admin/v1/privacy/retention/run', undefined, shop())).json().removed;
    expect(await run()).toEqual({ privacy_requests: 0, chat_records: 0 });
    at.advance(731 * DAY_MS);
    expect(await run()).toEqual({ privacy_requests: 1, chat_records: 0 });
  });

  it('is a page that may load nothing from elsewhere', async () => {
    const page = await get('/privacy');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'");
    expect(page.body).not.toMatch(/<script>|style=|https?:/);
  });
});
