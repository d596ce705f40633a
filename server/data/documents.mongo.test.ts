import { randomBytes } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { databaseUri, NO_MONGO, startTestMongo } from '../../test/ferretdb.ts';
import { documentsContract } from './documents.contract.ts';
import { type MongoDocuments, openMongoDocuments } from './documents.mongo.ts';
import { StoreUnavailableError } from './documents.ts';
import { queueContract } from './queue.contract.ts';
import { openDocumentQueue } from './queue.documents.ts';

const mongo = await startTestMongo();
afterAll(() => mongo?.end());
const quiet = { info: () => undefined, warn: () => undefined };

/** A database of its own for each test, dropped after it. */
async function setup(mode?: 'migrate' | 'plan') {
  // It stands still, and is ahead of the server's own, so that a TTL index there ends nothing on its own.
  let clock = Date.now() + 3_600_000;
  const now = () => clock;
  const uri = ownDatabase();
  const open = (as = mode) =>
    openMongoDocuments({ uri, now, log: quiet, ...(as === undefined ? {} : { mode: as }) });
  const opened: MongoDocuments[] = [await open()];
  const again = async (as?: 'migrate' | 'plan') => {
    const documents = await open(as);
    opened.push(documents);
    return documents;
  };
  const documents = opened[0] as MongoDocuments;
  return {
    documents,
    partialBatches: !documents.abilities.transactions,
    now,
    advance: (ms: number) => {
      clock += ms;
    },
    again,
    reopen: () => again(),
    teardown: async () => {
      await documents.client.db().dropDatabase();
      for (const one of opened) await one.close();
    },
  };
}

const ownDatabase = () => databaseUri(mongo?.uri ?? '', `varai_test_${randomBytes(6).toString('hex')}`);

if (mongo === null) it.skip(`documents on MongoDB: ${NO_MONGO}`);
else {
  documentsContract(mongo.name, setup);
  queueContract(mongo.name, async () => {
    const { documents, now, advance, teardown } = await setup();
    return {
      open: (subscriptions) =>
        openDocumentQueue({ documents, name: 'events', subscriptions, now, random: () => 0.5 }),
      now,
      advance,
      teardown,
    };
  });

  describe(`the indexes on ${mongo.name}`, () => {
    it('are made once, and told: what was made, and who does what the server does not', async () => {
      const at = await setup('migrate');
      const describeIndexes = async (documents: MongoDocuments) => {
        const visits = documents.collection<{ _id: string; at: number; name?: string }>('visits');
        await visits.createIndex({ at: 1 }, { name: 'ends', expireAfterSeconds: 60 });
        await visits.createIndex({ name: 1 }, { name: 'name', unique: true });
        await visits.shardBy?.({ _id: 1 });
        return documents.indexes.map(({ index, outcome }) => [index, outcome]);
      };
      const sharded = at.documents.abilities.sharding ? 'present' : 'not used';
      const made = [
        ['ends', 'created'],
        ['name', 'created'],
        ['shard key', sharded],
      ];
      const there = [
        ['ends', 'present'],
        ['name', 'present'],
        ['shard key', sharded],
      ];
      expect(await describeIndexes(await at.again('plan'))).toEqual([
        ['ends', 'would create'],
        ['name', 'would create'],
        ['shard key', at.documents.abilities.sharding ? 'would create' : 'not used'],
      ]);
      expect(await describeIndexes(at.documents)).toEqual(made);
      const [twice, atOnce] = await Promise.all([at.again('migrate'), at.again('migrate')]);
      expect(await Promise.all([twice, atOnce].map(describeIndexes))).toEqual([there, there]);
      await at.teardown();
    });

    it('lets a sweeper remove what a server without TTL indexes would keep', async ({ skip }) => {
      const at = await setup();
      const visits = at.documents.collection<{ _id: string; at: number }>('visits');
      await visits.createIndex({ at: 1 }, { name: 'ends', expireAfterSeconds: 60 });
      await visits.insert([
        { _id: 'old', at: at.now() - 61_000 },
        { _id: 'new', at: at.now() },
      ]);
      const isSwept = at.documents.indexes.some(({ note }) => note?.includes('TTL'));
      await at.documents.sweep();
      const kept = await at.documents.client.db().collection('visits').countDocuments();
      await at.teardown();
      skip(!isSwept, 'this server has TTL indexes');
      expect(kept).toBe(1);
    });
  });

  it.skipIf(mongo.stop === undefined)(
    'says that the store is away while its server is stopped, and goes on when it is back',
    async () => {
      const told: string[] = [];
      const log = {
        info: (_: object, message: string) => told.push(message),
        warn: (_: object, message: string) => told.push(message),
      };
      const documents = await openMongoDocuments({ uri: ownDatabase(), now: Date.now, log });
      told.length = 0;
      const notes = documents.collection<{ _id: string; n: number }>('notes');
      await notes.insert({ _id: '1', n: 1 });
      await mongo.stop?.();
      await expect(notes.findOne({ _id: '1' })).rejects.toThrow(StoreUnavailableError);
      await expect(notes.insert({ _id: '2', n: 1 })).rejects.toThrow(StoreUnavailableError);
      await mongo.start?.();
      expect((await notes.findOne({ _id: '1' }))?.n).toBe(1);
      expect(told).toEqual(['MongoDB is away: what needs it is answered 503', 'MongoDB is back']);
      await documents.client.db().dropDatabase();
      await documents.close();
    },
  );
}
