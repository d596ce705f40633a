import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Documents, type Keyring, openEmbeddedDocuments, openKeyFile } from '../data/index.ts';
import { openTestApp } from '../testing.ts';
import type { AuditLog } from './audit-log.ts';
import { BEGINNING, faultsIn, hashOf, idOf, type StoredEntry } from './chain.ts';
import { openAuditLog } from './open-audit-log.ts';

let directory: string;
let documents: Documents;
let keyring: Keyring;
let audit: AuditLog;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'varai-audit-'));
  documents = await openEmbeddedDocuments({ directory, now: Date.now });
  keyring = await openKeyFile(join(directory, 'keyring'));
  audit = await openAuditLog({ documents, keyring, now: Date.now });
});
afterEach(async () => {
  await audit.settled();
  await documents.close();
  await rm(directory, { recursive: true });
});

const event = (target: string) => ({ store_id: 'a', actor: 'operator', action: 'key.revoke', target });
const noteAll = (from: number, to: number, log = audit) =>
  Promise.all(Array.from({ length: to - from }, (_, at) => log.note(event(`key_${from + at}`))));
const stored = () => documents.collection<StoredEntry>('audit_log');

describe('the audit log', () => {
  it('keeps what is noted in one chain without gaps, newest first, and finds it whole', async () => {
    await noteAll(0, 1200);
    await audit.note({ ...event('key_x'), reason: 'lost laptop', details: { keys: ['b', 'a'], count: 2 } });
    const [newest] = await audit.list({ store_id: 'a', limit: 1 });
    expect(newest).toMatchObject({ seq: 1201, target: 'key_x', reason: 'lost laptop' });
    expect(await audit.verify()).toMatchObject({ entries: 1201, faults: [] });
    expect((await audit.list({ store_id: null, after: 3, limit: 2 })).map(({ seq }) => seq)).toEqual([4, 5]);
    expect(await audit.list({ store_id: 'b', limit: 5 })).toEqual([]);
  });

  it('stays one chain when several processes write at once', async () => {
    const logs = await Promise.all([1, 2, 3].map(() => openAuditLog({ documents, keyring, now: Date.now })));
    const rounds = Array.from({ length: 20 }, (_, at) => at * 10);
    await Promise.all(logs.flatMap((log) => rounds.map((from) => noteAll(from, from + 10, log))));
    await Promise.all(logs.map((log) => log.settled()));
    expect(await audit.verify()).toMatchObject({ entries: 600, faults: [] });
  });

  it('goes on from what a store kept of a group that was cut off', async () => {
    await audit.note(event('first'));
    const other = await openAuditLog({ documents, keyring, now: Date.now });
    const insert = stored().insert.bind(stored());
    const collection = stored();
    let isFirst = true;
    // As a store without transactions: the first of a group is kept, then another process is faster.
    collection.insert = async (docs) => {
      if (!isFirst) return insert(docs);
      isFirst = false;
      const [first] = docs as StoredEntry[];
      await insert(first as StoredEntry);
      await other.note(event('in between'));
      await insert(docs);
    };
    await noteAll(0, 3);
    await other.settled();
    expect(await audit.verify()).toMatchObject({ entries: 5, faults: [] });
  });

  it('knows a person only by a keyed hash', () => {
    expect(audit.subject('a', 'ses_1')).toMatch(/^subject:[\w-]{22}$/);
    expect(audit.subject('a', 'ses_1')).toBe(audit.subject('a', 'ses_1'));
    expect(audit.subject('a', 'ses_1')).not.toBe(audit.subject('b', 'ses_1'));
  });
});

describe('verification names what was done to the log', () => {
  beforeEach(async () => {
    await noteAll(0, 20);
    await audit.settled();
  });
  const faults = async () => (await audit.verify()).faults;

  it('a changed entry', async () => {
    await stored().update({ seq: 7 }, { $set: { actor: 'somebody else' } });
    expect(await faults()).toEqual([{ seq: 7, fault: 'changed' }]);
  });

  it('a member that was added', async () => {
    await stored().update({ seq: 7 }, { $set: { details: { note: 'approved' } } });
    expect(await faults()).toEqual([{ seq: 7, fault: 'changed' }]);
  });

  it('removed entries', async () => {
    await stored().delete({ seq: { $in: [1, 7, 8] } });
    expect(await faults()).toEqual([1, 7, 8].map((seq) => ({ seq, fault: 'missing' })));
  });

  it('entries that changed places', async () => {
    const [a, b] = await stored().find({ seq: { $in: [5, 9] } }, { sort: { seq: 1 } });
    const swapped = [
      { ...(a as StoredEntry), seq: 9, _id: idOf(9) },
      { ...(b as StoredEntry), seq: 5, _id: idOf(5) },
    ];
    await stored().delete({ seq: { $in: [5, 9] } });
    await stored().insert(swapped);
    expect(await faults()).toEqual([5, 9].map((seq) => ({ seq, fault: 'reordered' })));
  });

  it('a tail that was cut off, also when the head was set back or taken away', async () => {
    await stored().delete({ seq: { $gt: 17 } });
    expect(await faults()).toEqual([{ seq: 18, fault: 'truncated' }]);
    const heads = documents.collection('audit_head');
    const [last] = await stored().find({ seq: 17 });
    await heads.update({ _id: 'head' }, { $set: { seq: 17, hash: last?.hash } });
    expect(await faults()).toEqual([{ seq: 17, fault: 'truncated' }]);
    await heads.delete({ _id: 'head' });
    expect(await faults()).toEqual([{ seq: 17, fault: 'truncated' }]);
  });

  it('an entry written with another key', async () => {
    const other = await openKeyFile(join(directory, 'other'));
    const [entry] = await stored().find({ seq: 20 });
    const { hash: _, ...forged } = { ...(entry as StoredEntry), target: 'forged' };
    await stored().bulkUpsert([{ ...forged, hash: hashOf(other, forged) }]);
    expect(await faults()).toEqual([{ seq: 20, fault: 'changed' }]);
  });

  it('is part by part what it is as a whole', async () => {
    await noteAll(20, 12_000);
    await stored().delete({ seq: 11_000 });
    const first = await audit.verifyPart(0);
    expect(first).toMatchObject({ checked: 10_000, next: 10_000, faults: [] });
    const second = await audit.verifyPart(first.next ?? 0);
    expect(second).toMatchObject({ checked: 1999, next: null, faults: [{ seq: 11_000, fault: 'missing' }] });
  });
});

it('finds any single change to any entry', async () => {
  let hash = '';
  const chain = Array.from({ length: 12 }, (_, at): StoredEntry => {
    const entry = {
      ...event(`key_${at}`),
      seq: at + 1,
      at: 1000 + at,
      previous: hash,
      writer: 'w',
      details: { n: at },
    };
    hash = hashOf(keyring, entry);
    return { _id: idOf(at + 1), ...entry, hash };
  });
  expect(faultsIn(keyring, chain, BEGINNING)).toEqual([]);
  const fields = ['_id', 'seq', 'at', 'store_id', 'actor', 'action', 'target', 'previous', 'hash', 'details'];
  fc.assert(
    fc.property(
      fc.nat({ max: 11 }),
      fc.constantFrom(...fields, 'reason', 'more'),
      fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.dictionary(fc.string(), fc.nat())),
      (at, field, value) => {
        const changed = chain.map((entry, index) => (index === at ? { ...entry, [field]: value } : entry));
        fc.pre(JSON.stringify(changed) !== JSON.stringify(chain));
        expect(faultsIn(keyring, changed as StoredEntry[], BEGINNING)).not.toEqual([]);
      },
    ),
  );
});

describe('over HTTP', () => {
  it('shows a store its own entries page by page, and lets only the operator check the chain', async () => {
    const at = await openTestApp();
    const { app, deps, operatorToken, secretKey, publishableKey } = at;
    await deps.audit.note({ ...event('of another'), store_id: 'b' });
    for (const target of ['one', 'two', 'three']) await deps.audit.note(event(target));
    const get = (url: string, key: string) =>
      app.inject({ method: 'GET', url, headers: { 'x-api-key': key } });
    const first = (await get('/admin/v1/audit?limit=2', secretKey)).json();
    expect(first.entries.map(({ target }: { target: string }) => target)).toEqual(['three', 'two']);
    const second = (await get(`/admin/v1/audit?limit=2&cursor=${first.cursor}`, secretKey)).json();
    expect(second.entries.map(({ target }: { target: string }) => target)[0]).toBe('one');
    expect(JSON.stringify([first, second])).not.toContain('of another');
    expect((await get('/admin/v1/audit', publishableKey)).statusCode).toBe(403);
    const verify = (headers: Record<string, string>) => at.post('/admin/v1/audit/verify', {}, headers);
    expect((await verify({ 'x-api-key': secretKey })).statusCode).toBe(403);
    const verified = (await verify({ 'x-varai-operator': operatorToken })).json();
    expect(verified).toMatchObject({ next: null, faults: [], is_known: null });
    const since = async (head: string) =>
      (await at.post('/admin/v1/audit/verify', { head }, { 'x-varai-operator': operatorToken })).json();
    expect(await since(verified.head)).toMatchObject({ is_known: true });
    expect(await since('1:another')).toMatchObject({ is_known: false });
    await at.close();
  });

  it('notes a change of configuration before it is answered, and none that was refused', async () => {
    const at = await openTestApp();
    const post = (payload: object) =>
      at.app.inject({
        method: 'POST',
        url: '/admin/v1/products/import',
        headers: { 'x-api-key': at.secretKey, 'content-type': 'application/json' },
        payload: JSON.stringify(payload),
      });
    expect((await post([{ nothing: 'of a product' }])).statusCode).toBeGreaterThanOrEqual(400);
    expect(await at.deps.audit.list({ store_id: 'a', limit: 10 })).not.toContainEqual(
      expect.objectContaining({ action: 'configuration.change' }),
    );
    const operator = { 'x-varai-operator': at.operatorToken, 'x-varai-store': 'a' };
    const replayed = await at.app.inject({
      method: 'POST',
      url: '/admin/v1/events/replay',
      headers: operator,
      payload: { status: 'dead' },
    });
    expect(replayed.statusCode).toBe(200);
    expect(await at.deps.audit.list({ store_id: 'a', limit: 1 })).toMatchObject([
      { actor: 'operator', action: 'configuration.change', target: 'POST /admin/v1/events/replay' },
    ]);
    await at.close();
  });
});
