import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Documents, DuplicateKeyError } from './documents.ts';

interface Frame {
  _id: string;
  store_id: string;
  brand?: string;
  price: number;
  tags?: string[];
  ends_at?: number;
  eyewear?: { shape: string };
  variants?: { sku: string }[];
}

export interface DocumentsSetup {
  documents: Documents;
  /** Moves the adapter's clock. */
  advance(ms: number): void;
  /** Set where the store has no transactions: a batch may be kept, and seen, in part. */
  partialBatches?: boolean;
  now(): number;
  /** Opens the same store again, as a new process would. */
  reopen(): Promise<Documents>;
  teardown(): Promise<void>;
}

const NO_TRANSACTIONS = 'this server has no transactions, and so applies no batch whole';

/** Every promise of the documents port, once. An adapter's test is its start-up and a call to this. */
export function documentsContract(name: string, setup: () => Promise<DocumentsSetup>): void {
  describe(`documents: ${name}`, () => {
    let at: DocumentsSetup;
    const frames = () => at.documents.collection<Frame>('frames');
    const frame = (id: string, more: Partial<Frame> = {}): Frame => ({
      _id: id,
      store_id: 'a',
      price: 100,
      ...more,
    });

    beforeEach(async () => {
      at = await setup();
    });
    afterEach(() => at.teardown());

    it('pages through everything by id', async () => {
      const ids = Array.from({ length: 25 }, (_, at) => `f${at}`.padEnd(4, 'x'));
      await frames().insert(ids.map((id) => frame(id, { store_id: id.includes('1') ? 'b' : 'a' })));
      const seen: string[] = [];
      for (let last = ''; ; ) {
        const page = await frames().find({ _id: { $gt: last } }, { sort: { _id: 1 }, limit: 10 });
        seen.push(...page.map(({ _id }) => _id));
        if (page.length < 10) break;
        last = page.at(-1)?._id ?? '';
      }
      expect(seen).toEqual([...ids].sort());
      const ofA = await frames().find(
        { _id: { $gt: 'f2xx' }, store_id: 'a' },
        { sort: { _id: 1 }, limit: 2 },
      );
      expect(ofA.map(({ _id }) => _id)).toEqual(['f3xx', 'f4xx']);
    });

    it('finds by equality, comparison, membership, absence and nested path', async () => {
      await frames().insert([
        frame('1', { price: 80, brand: 'Tern', eyewear: { shape: 'round' } }),
        frame('2', { price: 120, eyewear: { shape: 'square' } }),
        frame('3', { price: 160, store_id: 'b' }),
      ]);
      const ids = async (filter: Record<string, unknown>) =>
        (await frames().find(filter)).map((f) => f._id).sort();
      expect(await ids({ store_id: 'a' })).toEqual(['1', '2']);
      expect(await ids({ price: { $gte: 100, $lt: 150 } })).toEqual(['2']);
      expect(await ids({ _id: { $in: ['1', '3'] } })).toEqual(['1', '3']);
      expect(await ids({ brand: { $exists: false } })).toEqual(['2', '3']);
      expect(await ids({ 'eyewear.shape': 'round' })).toEqual(['1']);
      expect(await ids({ $or: [{ price: 80 }, { store_id: 'b' }] })).toEqual(['1', '3']);
    });

    it('sorts, skips and limits', async () => {
      await frames().insert([3, 1, 2].map((n) => frame(`${n}`, { price: n })));
      const page = await frames().find({}, { sort: { price: -1 }, skip: 1, limit: 1 });
      expect(page.map((f) => f.price)).toEqual([2]);
      expect(await frames().count({ price: { $gt: 1 } })).toBe(2);
    });

    it('keeps documents by value', async () => {
      const mine = frame('1', { tags: ['new'] });
      await frames().insert(mine);
      mine.tags?.push('changed');
      const read = await frames().findOne({ _id: '1' });
      read?.tags?.push('changed too');
      expect((await frames().findOne({ _id: '1' }))?.tags).toEqual(['new']);
    });

    it('keeps large numbers, fractions, nothing, text and bytes as they are', async () => {
      const all = { n: Number.MAX_SAFE_INTEGER, at: 1_800_000_000_001, f: -0.1, none: null, t: 'ß漢 ' };
      const things = at.documents.collection<{ _id: string; bytes: Uint8Array } & typeof all>('things');
      await things.insert({ _id: '1', ...all, bytes: Buffer.from([0, 255, 1]) });
      const { bytes, ...rest } = (await things.findOne({ _id: '1' })) ?? {};
      expect(rest).toEqual({ _id: '1', ...all });
      expect([...(bytes ?? [])]).toEqual([0, 255, 1]);
    });

    it('refuses a second document with the same id and keeps nothing of the batch', async ({ skip }) => {
      skip(at.partialBatches === true, NO_TRANSACTIONS);
      await frames().insert(frame('1'));
      await expect(frames().insert([frame('2'), frame('1')])).rejects.toThrow(DuplicateKeyError);
      expect(await frames().findOne({ _id: '2' })).toBeNull();
    });

    it('holds a unique index, and lets absent values be', async () => {
      await frames().createIndex({ store_id: 1, brand: 1 }, { name: 'brand', unique: true });
      await frames().insert([frame('1', { brand: 'Tern' }), frame('2'), frame('3')]);
      await expect(frames().insert(frame('4', { brand: 'Tern' }))).rejects.toThrow(DuplicateKeyError);
      await expect(frames().update({ _id: '2' }, { $set: { brand: 'Tern' } })).rejects.toThrow(
        DuplicateKeyError,
      );
      await frames().insert(frame('5', { brand: 'Tern', store_id: 'b' }));
      await frames().delete({ _id: '1' });
      await frames().insert(frame('6', { brand: 'Tern' }));
    });

    it('lets exactly one of many concurrent writers take a unique value', async () => {
      await frames().createIndex({ brand: 1 }, { name: 'brand', unique: true });
      const outcomes = await Promise.allSettled(
        Array.from({ length: 20 }, (_, n) => frames().insert(frame(`${n}`, { brand: 'Tern' }))),
      );
      expect(outcomes.filter((o) => o.status === 'fulfilled')).toHaveLength(1);
      expect(await frames().count({ brand: 'Tern' })).toBe(1);
    });

    it('loses no concurrent increment', async () => {
      await frames().insert(frame('1', { price: 0 }));
      await Promise.all(
        Array.from({ length: 50 }, () => frames().update({ _id: '1' }, { $inc: { price: 1 } })),
      );
      expect((await frames().findOne({ _id: '1' }))?.price).toBe(50);
    });

    it('keeps what it acknowledged while a long batch beside it is refused', async ({ skip }) => {
      skip(at.partialBatches === true, NO_TRANSACTIONS);
      await frames().insert(frame('taken'));
      const batch = [...Array.from({ length: 5000 }, (_, n) => frame(`b${n}`)), frame('taken')];
      let isRefused = false;
      const refused = frames()
        .insert(batch)
        .catch(() => {
          isRefused = true;
        });
      const writing: Promise<void>[] = [];
      while (!isRefused) {
        writing.push(frames().insert(frame(`s${writing.length}`)));
        await nextTurn();
      }
      await refused;
      await Promise.all(writing);
      expect(writing.length).toBeGreaterThan(1);
      expect(await frames().count({})).toBe(1 + writing.length);
    });

    it('gives each of many concurrent takers another document', async () => {
      await frames().insert(Array.from({ length: 10 }, (_, n) => frame(`${n}`)));
      const taken = await Promise.all(
        Array.from({ length: 12 }, () => frames().findOneAndUpdate({ price: 100 }, { $set: { price: 1 } })),
      );
      const ids = taken.flatMap((doc) => (doc === null ? [] : [doc._id]));
      expect(ids.sort()).toEqual(Array.from({ length: 10 }, (_, n) => `${n}`));
    });

    it('deletes only what still matches, and says how many', async () => {
      await frames().insert([frame('1'), frame('2')]);
      const [, deleted] = await Promise.all([
        frames().update({ _id: '1' }, { $set: { price: 1 } }),
        frames().delete({ price: 100 }),
      ]);
      expect(deleted).toBe(1);
      expect((await frames().find({})).map((f) => f._id)).toEqual(['1']);
    });

    it('updates every match and says how many', async () => {
      await frames().insert([frame('1'), frame('2'), frame('3', { store_id: 'b' })]);
      expect(
        await frames().update(
          { store_id: 'a' },
          { $set: { 'eyewear.shape': 'round' }, $unset: { brand: '' } },
        ),
      ).toEqual({
        matched: 2,
      });
      expect(await frames().count({ 'eyewear.shape': 'round' })).toBe(2);
    });

    it('finds and updates one, inserting it when asked to', async () => {
      expect(await frames().findOneAndUpdate({ _id: '1' }, { $set: { price: 1 } })).toBeNull();
      const made = await frames().findOneAndUpdate(
        { _id: '1' },
        { $set: { price: 1 }, $setOnInsert: { store_id: 'a' } },
        { upsert: true },
      );
      expect(made).toEqual({ _id: '1', store_id: 'a', price: 1 });
      const changed = await frames().findOneAndUpdate(
        { _id: '1' },
        { $inc: { price: 1 }, $setOnInsert: { store_id: 'b' } },
        { upsert: true },
      );
      expect(changed).toEqual({ _id: '1', store_id: 'a', price: 2 });
    });

    it('upserts and removes in one step, or does neither', async ({ skip }) => {
      skip(at.partialBatches === true, NO_TRANSACTIONS);
      await frames().createIndex({ brand: 1 }, { name: 'brand', unique: true });
      await frames().insert([frame('1', { brand: 'Tern' }), frame('2', { brand: 'Skua' })]);
      const clash = [frame('3', { brand: 'Skua' })];
      await expect(frames().bulkUpsert(clash, { removed: ['1'] })).rejects.toThrow(DuplicateKeyError);
      expect(await frames().count({})).toBe(2);
      await frames().bulkUpsert([frame('3', { brand: 'Tern' })], { removed: ['1', 'unknown'] });
      expect((await frames().find({})).map((f) => f._id).sort()).toEqual(['2', '3']);
    });

    it('applies a batch in order: what is removed makes room for what comes', async () => {
      await frames().createIndex({ brand: 1 }, { name: 'brand', unique: true });
      await frames().insert(frame('1', { brand: 'Tern' }));
      await frames().bulkUpsert([frame('2', { brand: 'Tern' })], { removed: ['1'] });
      expect((await frames().find({})).map((f) => f._id)).toEqual(['2']);
      await expect(frames().insert([frame('3'), frame('2')])).rejects.toThrow(DuplicateKeyError);
      await expect(frames().insert([])).resolves.toBeUndefined();
      expect(await frames().bulkUpsert([])).toEqual({ inserted: 0, updated: 0 });
    });

    it('upserts a batch and counts what was new', async () => {
      await frames().insert(frame('1', { price: 1 }));
      expect(await frames().bulkUpsert([frame('1', { price: 2 }), frame('2')])).toEqual({
        inserted: 1,
        updated: 1,
      });
      expect((await frames().findOne({ _id: '1' }))?.price).toBe(2);
    });

    it('replaces what is older or as old, leaves what is newer, and names it', async () => {
      const versions = at.documents.collection<{ _id: string; version: string; n: number }>('versions');
      const of = (_id: string, version: string, n: number) => ({ _id, version, n });
      expect(await versions.upsertNewer([of('old', '1', 1), of('same', '2', 1), of('new', '3', 1)])).toEqual(
        [],
      );
      const later = [of('old', '2', 2), of('same', '2', 2), of('new', '2', 2), of('fresh', '2', 2)];
      expect(await versions.upsertNewer(later)).toEqual(['new']);
      const kept = await versions.find({}, { sort: { _id: 1 } });
      expect(kept.map(({ _id, n }) => `${_id}${n}`)).toEqual(['fresh2', 'new1', 'old2', 'same2']);
    });

    it('leaves the newest of many writers of one document, whoever comes first', async () => {
      const versions = at.documents.collection<{ _id: string; version: string }>('versions');
      const all = ['03', '01', '10', '07', '09', '02'];
      await Promise.all(all.map((version) => versions.upsertNewer([{ _id: '1', version }])));
      expect((await versions.findOne({ _id: '1' }))?.version).toBe('10');
    });

    it('answers through an index as it answers without', async () => {
      await frames().insert([
        frame('1', { tags: ['new', 'sale'] }),
        frame('2', { tags: ['sale'] }),
        frame('3'),
      ]);
      await frames().createIndex({ tags: 1 }, { name: 'tags' });
      await frames().createIndex({ store_id: 1, price: -1 }, { name: 'price' });
      await frames().update({ _id: '2' }, { $set: { tags: ['old'] } });
      expect((await frames().find({ tags: 'sale' })).map((f) => f._id)).toEqual(['1']);
      expect(await frames().count({ store_id: 'a', price: 100 })).toBe(3);
    });

    it('finds through an index what stands in lists of parts, and long values apart', async () => {
      await frames().createIndex({ 'variants.sku': 1 }, { name: 'sku' });
      await frames().createIndex({ brand: 1 }, { name: 'brand', unique: true });
      const long = '漢'.repeat(2000);
      await frames().insert([
        frame('1', { variants: [{ sku: 'a' }, { sku: 'b' }], brand: `${long}1` }),
        frame('2', { variants: [{ sku: 'b' }], brand: `${long}2` }),
      ]);
      const ids = async (filter: Record<string, unknown>) =>
        (await frames().find(filter)).map((f) => f._id).sort();
      expect(await ids({ 'variants.sku': 'b' })).toEqual(['1', '2']);
      expect(await ids({ brand: `${long}2` })).toEqual(['2']);
      await expect(frames().insert(frame('3', { brand: `${long}2` }))).rejects.toThrow(DuplicateKeyError);
    });

    it('frees a unique value with the document that ended', async () => {
      await frames().createIndex({ ends_at: 1 }, { name: 'ttl', expireAfterSeconds: 60 });
      await frames().createIndex({ brand: 1 }, { name: 'brand', unique: true });
      await frames().insert(frame('1', { brand: 'Tern', ends_at: at.now() }));
      at.advance(61_000);
      await frames().insert(frame('2', { brand: 'Tern' }));
      expect((await frames().find({ brand: 'Tern' })).map((f) => f._id)).toEqual(['2']);
    });

    it('never returns a document past its time to live', async () => {
      await frames().createIndex({ ends_at: 1 }, { name: 'ttl', expireAfterSeconds: 60 });
      await frames().insert([
        frame('1', { ends_at: at.now() - 61_000 }),
        frame('2', { ends_at: at.now() }),
        frame('3'),
      ]);
      expect((await frames().find({})).map((f) => f._id).sort()).toEqual(['2', '3']);
      at.advance(61_000);
      expect((await frames().find({})).map((f) => f._id)).toEqual(['3']);
      expect(await frames().count({ ends_at: { $gt: 0 } })).toBe(0);
      await frames().insert(frame('2', { ends_at: at.now() }));
      await frames().update({ _id: '2' }, { $max: { ends_at: at.now() + 1 } });
      expect((await frames().findOne({ ends_at: { $gt: at.now() } }))?.ends_at).toBe(at.now() + 1);
    });

    it('reads from a moment in time while a batch is written', async ({ skip }) => {
      skip(at.partialBatches === true, NO_TRANSACTIONS);
      const batch = Array.from({ length: 3000 }, (_, n) => frame(`${n}`));
      const writing = frames().bulkUpsert(batch);
      const seen: number[] = [];
      let done = false;
      const finished = writing.finally(() => {
        done = true;
      });
      while (!done) {
        seen.push(await frames().count({}));
        await nextTurn();
      }
      await finished;
      expect(seen.filter((n) => n !== 0 && n !== batch.length)).toEqual([]);
      expect(await frames().count({})).toBe(batch.length);
    });

    it('finds everything acknowledged after it was opened again', async () => {
      await frames().createIndex({ brand: 1 }, { name: 'brand', unique: true });
      await frames().insert(frame('1', { brand: 'Tern' }));
      at.documents = await at.reopen();
      await frames().createIndex({ brand: 1 }, { name: 'brand', unique: true });
      expect(await frames().findOne({ brand: 'Tern' })).toEqual(frame('1', { brand: 'Tern' }));
      await expect(frames().insert(frame('2', { brand: 'Tern' }))).rejects.toThrow(DuplicateKeyError);
    });
  });
}
