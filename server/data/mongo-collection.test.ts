import { describe, expect, it } from 'vitest';
import { MongoCollection, type MongoContext } from './mongo-collection.ts';
import type { ServerAbilities } from './mongo-server.ts';

interface Product {
  _id: string;
  store_id: string;
  version: string;
}

/** What servers can do that no test machine has at hand: the commands such a server is sent are looked at instead. */
function collectionOn(
  able: Partial<ServerAbilities>,
  refuse: (operations: { replaceOne: unknown }[]) => number[],
) {
  const sent: { command: string; with: unknown; session: unknown }[] = [];
  const note = (command: string, what: unknown, options: { session?: unknown } = {}) =>
    void sent.push({ command, with: what, session: options.session });
  const handle = {
    deleteMany: async (filter: object, options: object) => note('delete', filter, options),
    insertMany: async (docs: object[], options: object) => note('insert', docs.length, options),
    bulkWrite: async (operations: { replaceOne: unknown }[], options: object) => {
      note('bulk', operations, options);
      const writeErrors = refuse(operations).map((index) => ({
        index,
        code: 11000,
        errmsg: 'index: _id_ dup',
      }));
      if (writeErrors.length > 0) throw Object.assign(new Error('refused'), { writeErrors });
      return { upsertedCount: operations.length };
    },
  };
  const session = { of: 'one transaction' };
  const context = {
    abilities: { transactions: true, sharding: true, atomicUpdates: true, updatesPerCommand: 2, ...able },
    mode: 'open',
    now: () => 0,
    run: (_: string, work: () => unknown) => work(),
    inTransaction: (work: (session: unknown) => unknown) => work(session),
  } as unknown as MongoContext;
  return { sent, session, products: new MongoCollection<Product>('products', handle as never, context) };
}

const product = (_id: string, version = '1'): Product => ({ _id, store_id: 's', version });

describe('a collection on a server with transactions and shards', () => {
  it('does the whole of a batch in one transaction, in short commands, removals first', async () => {
    const { sent, session, products } = collectionOn({}, () => []);
    await products.bulkUpsert(
      ['a', 'b', 'c'].map((id) => product(id)),
      { removed: ['x'] },
    );
    await products.insert([product('d'), product('e')]);
    expect(sent.map(({ command }) => command)).toEqual(['delete', 'bulk', 'bulk', 'insert']);
    expect(sent.every((each) => each.session === session)).toBe(true);
  });

  it('leaves transactions alone where there are none', async () => {
    const { sent, products } = collectionOn({ transactions: false }, () => []);
    await products.bulkUpsert([product('a')], { removed: ['x'] });
    expect(sent.map((each) => each.session)).toEqual([undefined, undefined]);
  });

  it('finds the shard of what it replaces by the key, and only where there are shards', async () => {
    for (const sharding of [true, false]) {
      const { sent, products } = collectionOn({ sharding }, () => []);
      await products.shardBy({ store_id: 1, _id: 1 });
      await products.bulkUpsert([product('a')]);
      const filter = sharding ? { store_id: 's', _id: 'a' } : { _id: 'a' };
      expect(sent).toMatchObject([{ with: [{ replaceOne: { filter, upsert: true } }] }]);
      expect(JSON.stringify(sent[0]?.with).includes('"filter":{"store_id"')).toBe(sharding);
    }
  });

  it('tells a lost race from an older version by asking again', async () => {
    let asked = 0;
    const { products } = collectionOn({}, () => {
      asked += 1;
      return asked === 1 ? [0, 1] : [1];
    });
    expect(await products.upsertNewer([product('raced', '2'), product('older')])).toEqual(['older']);
  });
});
