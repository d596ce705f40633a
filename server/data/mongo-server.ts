import type { MongoClient } from 'mongodb';

/** What the server at the other end can do; asked once, when the store is opened. */
export interface ServerAbilities {
  /** Whether several documents can be changed in one step: replica sets and sharded clusters. */
  transactions: boolean;
  /** Whether collections can be spread over shards: the server is a mongos. */
  sharding: boolean;
  /**
   * Whether a document is changed in one step. Where it is not, this process makes its own writes wait for each
   * other, and there may be only one such process.
   */
  atomicUpdates: boolean;
  /** Most updates in one command. */
  updatesPerCommand: number;
  /** The server in a few words, for people. */
  description: string;
}

/**
 * Documents in one command, so that none lasts long enough for a timeout; MongoDB's advice for a transaction as well
 * (https://www.mongodb.com/docs/manual/core/transactions-production-consideration/#oplog-size-limit).
 */
const UPDATES_PER_COMMAND = 1000;
/** FerretDB 1.24 holds a connection to SQLite for each update of a command, has 100, and waits for ever for more. */
const FERRETDB_UPDATES = 20;

export async function abilitiesOf(client: MongoClient): Promise<ServerAbilities> {
  const admin = client.db('admin');
  const [hello, build] = await Promise.all([admin.command({ hello: 1 }), admin.command({ buildInfo: 1 })]);
  const ferretdb = typeof build.ferretdbVersion === 'string' ? build.ferretdbVersion : null;
  const sharding = hello.msg === 'isdbgrid';
  const isReplicaSet = typeof hello.setName === 'string';
  if (ferretdb?.startsWith('v1.')) {
    return {
      transactions: false,
      sharding: false,
      atomicUpdates: false,
      updatesPerCommand: FERRETDB_UPDATES,
      description: `FerretDB ${ferretdb}`,
    };
  }
  const kind = sharding ? 'a sharded cluster' : isReplicaSet ? `replica set ${hello.setName}` : 'standalone';
  return {
    transactions: ferretdb === null && (sharding || isReplicaSet),
    sharding,
    atomicUpdates: true,
    updatesPerCommand: UPDATES_PER_COMMAND,
    description: `${ferretdb === null ? `MongoDB ${build.version}` : `FerretDB ${ferretdb}`}, ${kind}`,
  };
}
