import fc from 'fast-check';
import { Query } from 'mingo';
import { describe, expect, it } from 'vitest';
import { DuplicateKeyError, StoreUnavailableError } from './documents.ts';
import { docFromStore, docToStore, filterToStore, updateToStore } from './mongo-dates.ts';
import { outcomeOf, portError } from './mongo-errors.ts';
import { ensureIndex, type IndexMode } from './mongo-indexes.ts';
import { BUDGET_MS, patiently } from './mongo-retry.ts';

const failure = (name: string, more: object = {}) =>
  Object.assign(new Error('said by the driver'), { name }, more);

describe('retries', () => {
  /** A clock on which waiting takes no time. */
  const clockOf = () => {
    let at = 0;
    const waits: number[] = [];
    const wait = async (ms: number) => {
      waits.push(ms);
      at += ms;
    };
    return { waits, now: () => at, wait, random: () => 1 };
  };

  it('go on while the server can’t be asked, with growing pauses, and end with its budget', async () => {
    const clock = clockOf();
    const refused = patiently(
      () => Promise.reject(failure('MongoServerSelectionError')),
      outcomeOf,
      { isRepeatable: false, budgetMs: BUDGET_MS },
      clock,
    );
    await expect(refused).rejects.toThrow('said by the driver');
    expect(clock.waits.slice(0, 5)).toEqual([50, 100, 200, 400, 800]);
    expect(clock.now()).toBeLessThanOrEqual(BUDGET_MS);
  });

  it.each([
    ['a lost connection', failure('MongoNetworkError'), [1, 3]],
    ['a primary that has stepped down', failure('MongoServerError', { code: 10107 }), [3, 3]],
    ['a refusal', failure('MongoServerError', { code: 121 }), [1, 1]],
  ])('after %s repeat what may be repeated, and no more', async (_, error, [once, repeatable]) => {
    for (const [isRepeatable, expected] of [
      [false, once],
      [true, repeatable],
    ] as const) {
      let asked = 0;
      await patiently(
        async () => {
          asked += 1;
          if (asked < 3) throw error;
        },
        outcomeOf,
        { isRepeatable, budgetMs: BUDGET_MS },
        clockOf(),
      ).catch(() => undefined);
      expect(asked).toBe(expected);
    }
  });
});

describe('errors', () => {
  it('name the index of a refused value, and never the value', () => {
    const error = failure('MongoServerError', { code: 11000 });
    error.message =
      'E11000 duplicate key error collection: varai.keys index: digest dup key: { digest: "s3cret" }';
    const told = portError(error, 'keys');
    expect(told).toMatchObject({ name: 'DuplicateKeyError', collection: 'keys', index: 'digest' });
    expect(`${told} ${JSON.stringify(told)}`).not.toContain('s3cret');
    expect(told).toBeInstanceOf(DuplicateKeyError);
  });

  it('are one designed error when the store is away, and stay what they are otherwise', () => {
    expect(portError(failure('MongoNetworkError'), 'keys')).toBeInstanceOf(StoreUnavailableError);
    const bug = new TypeError('a mistake in the code');
    expect(portError(bug, 'keys')).toBe(bug);
  });
});

describe('an index', () => {
  /** A collection that answers as servers do that know no option of the index, or have another index of its name. */
  function collectionOf({ lacks = [], hasOther = false }: { lacks?: string[]; hasOther?: boolean }) {
    const asked: object[] = [];
    let isOther = hasOther;
    const handle = {
      collectionName: 'visits',
      async createIndex(_keys: object, options: object) {
        asked.push(options);
        if (lacks.some((option) => option in options)) throw failure('MongoServerError', { code: 238 });
        if (isOther) throw failure('MongoServerError', { code: 86 });
      },
      async dropIndex() {
        isOther = false;
      },
      indexes: async () => (isOther ? [{ name: 'i', key: { at: 1 }, unique: true }] : []),
    };
    return { asked, handle: handle as unknown as Parameters<typeof ensureIndex>[0] };
  }
  const ends = { name: 'i', expireAfterSeconds: 60 };

  it('is made without what the server lacks, and says who does that work', async () => {
    const { asked, handle } = collectionOf({ lacks: ['expireAfterSeconds', 'partialFilterExpression'] });
    expect(await ensureIndex(handle, { at: 1 }, ends, 'open')).toMatchObject({
      needsSweeper: true,
      note: expect.stringContaining('varai removes'),
    });
    expect(await ensureIndex(handle, { brand: 1 }, { name: 'i', unique: true }, 'open')).toMatchObject({
      needsSweeper: false,
    });
    expect(asked.at(-1)).toEqual({ name: 'i', unique: true });
  });

  it('leaves absent values out where it is unique', async () => {
    const { asked, handle } = collectionOf({});
    await ensureIndex(handle, { store_id: 1, brand: 1 }, { name: 'i', unique: true }, 'open');
    expect(asked).toMatchObject([
      { partialFilterExpression: { store_id: { $exists: true }, brand: { $exists: true } } },
    ]);
  });

  it('that stands in another form is replaced by a migration, and by nothing else', async () => {
    const { handle } = collectionOf({ hasOther: true });
    const outcome = async (mode: IndexMode) => (await ensureIndex(handle, { at: 1 }, ends, mode)).outcome;
    expect(await outcome('open')).toBe('differs');
    expect(await outcome('plan')).toBe('would replace');
    expect(await outcome('migrate')).toBe('replaced');
    expect(await outcome('plan')).toBe('would create');
  });
});

describe('times by which documents end', () => {
  const dates = new Set(['at']);

  it('come back as they went', () => {
    fc.assert(
      fc.property(
        fc.record({ _id: fc.string(), at: fc.option(fc.integer({ min: 0, max: 4e12 })) }),
        (doc) => {
          expect(docFromStore(docToStore(doc, dates), dates)).toEqual(doc);
        },
      ),
    );
  });

  it('are found by the same questions as numbers are', () => {
    const time = fc.integer({ min: 0, max: 5 });
    const condition = fc.oneof(
      time,
      fc.record({ $gte: time }),
      fc.record({ $in: fc.array(time, { maxLength: 3 }) }),
      fc.record({ $not: fc.record({ $lte: time }) }),
      fc.record({ $exists: fc.boolean() }),
    );
    const filter = fc.oneof(
      condition.map((at) => ({ at })),
      fc.array(condition, { minLength: 1, maxLength: 3 }).map((all) => ({ $or: all.map((at) => ({ at })) })),
    );
    fc.assert(
      fc.property(filter, fc.array(fc.option(time, { nil: undefined })), (asked, times) => {
        const docs = times.map((at, n) => ({ _id: `${n}`, ...(at === undefined ? {} : { at }) }));
        const matching = (wanted: object, among: object[]) =>
          among.filter((doc) => new Query(wanted, {}).test(doc as never)).length;
        const stored = docs.map((doc) => docToStore(doc, dates));
        expect(matching(filterToStore(asked, dates), stored)).toBe(matching(asked, docs));
      }),
    );
  });

  it('are changed by the operators that know dates, and by no other', () => {
    expect(updateToStore({ $set: { at: 5, n: 5 } }, dates)).toEqual({ $set: { at: new Date(5), n: 5 } });
    expect(() => updateToStore({ $inc: { at: 5 } }, dates)).toThrow(TypeError);
  });
});
