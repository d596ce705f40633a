import { randomInt } from 'node:crypto';
import { type Static, Type } from 'typebox';
import {
  classified,
  type Documents,
  DuplicateKeyError,
  type Keyring,
  sealedCollection,
  type Vault,
} from '../data/index.ts';
import type { PlatformName, StoreContext } from '../platforms/index.ts';
import { storeAddressTaken } from './problems.ts';

/** How long a change by another process may go unseen. */
const CHECK_EVERY_MS = 1000;
/** After a change both secrets are good this long; Shopify signs with the old one for up to an hour. */
const SECRET_OVERLAP_MS = 24 * 3_600_000;

export interface WebhookSecret {
  secret: string;
  /** ms since the epoch; null for the one in use. */
  until: number | null;
}

/** How a store is reached on its platform. */
export interface Connection {
  store_id: string;
  platform: PlatformName;
  address: string;
  status: 'connected' | 'uninstalled';
  credentials: Readonly<Record<string, unknown>>;
  secrets: readonly WebhookSecret[];
  /** Public address of this server, where the platform sends its webhooks; null when none was given. */
  webhooks_url: string | null;
  context: StoreContext;
  connected_at: number;
}

/** As it is kept: by the store's id, with credentials and secrets under the store's key. */
export const StoredConnection = Type.Object({
  _id: Type.String(),
  platform: Type.Unsafe<PlatformName>(Type.String()),
  address: Type.String(),
  status: Type.Unsafe<Connection['status']>(Type.String()),
  credentials: classified('credentials', Type.Unsafe<Connection['credentials']>(Type.Object({}))),
  secrets: classified('credentials', Type.Unsafe<Connection['secrets']>(Type.Array(Type.Object({})))),
  webhooks_url: Type.Unsafe<Connection['webhooks_url']>({}),
  context: Type.Unsafe<StoreContext>({}),
  connected_at: Type.Integer(),
});
type ConnectionDoc = Static<typeof StoredConnection>;

export interface Connections {
  /** At most a second behind other processes; cheap, as every webhook asks. */
  get(store_id: string): Promise<Connection | null>;
  byAddress(platform: PlatformName, address: string): Promise<Connection | null>;
  all(): Promise<Connection[]>;
  /** @throws Problem store-address-taken when another store has this address. */
  save(connection: Connection): Promise<void>;
  /** Keeps rotated credentials. */
  saveCredentials(store_id: string, credentials: Connection['credentials']): Promise<void>;
  saveStatus(store_id: string, status: Connection['status']): Promise<void>;
  saveSecrets(store_id: string, secrets: Connection['secrets']): Promise<void>;
  saveContext(store_id: string, context: Connection['context']): Promise<void>;
  /** @returns false when there was none. */
  remove(store_id: string): Promise<boolean>;
}

export async function openConnections(deps: {
  documents: Documents;
  vault: Vault;
  keyring: Keyring;
  now(): number;
}): Promise<Connections> {
  const { documents, vault, keyring, now } = deps;
  const connections = sealedCollection({
    documents,
    vault,
    name: 'store_connections',
    schema: StoredConnection,
    owner: ({ _id: store_id = '' }) => ({ store_id }),
    // Before the vault, the keyring sealed them.
    openFormer: ({ _id }, field, value) =>
      typeof value === 'string'
        ? JSON.parse(keyring.open(`store_connections/${_id}/${field}`, value))
        : value,
  });
  const kept = connections.read('processing');
  await connections.createIndex({ platform: 1, address: 1 }, { name: 'platform_address', unique: true });
  const known = new Map<string, { connection: Connection; checked_at: number }>();
  const connectionIn = ({ _id: store_id, ...doc }: ConnectionDoc): Connection => ({ ...doc, store_id });

  async function get(store_id: string): Promise<Connection | null> {
    const entry = known.get(store_id);
    if (entry && now() - entry.checked_at < CHECK_EVERY_MS) return entry.connection;
    const doc = await kept.findOne({ _id: store_id });
    const connection = doc === null ? null : connectionIn(doc);
    // Only stores that exist, or anybody could fill the memory with names.
    if (connection) known.set(store_id, { connection, checked_at: now() });
    else known.delete(store_id);
    return connection;
  }

  const changed = (store_id: string) => void known.delete(store_id);
  /** Field by field: credentials that another process has just rotated must not be written over with older ones. */
  async function set(store_id: string, fields: Partial<ConnectionDoc>): Promise<void> {
    await connections.update({ _id: store_id }, { $set: fields });
    changed(store_id);
  }
  return {
    get,
    async byAddress(platform, address) {
      for (const [store_id, { connection }] of known) {
        if (connection.platform === platform && connection.address === address) return get(store_id);
      }
      const doc = await kept.findOne({ platform, address });
      return doc === null ? null : get(doc._id);
    },
    all: async () => (await kept.find({}, { sort: { _id: 1 } })).map(connectionIn),
    async save({ store_id, ...connection }) {
      try {
        await connections.bulkUpsert([{ _id: store_id, ...connection }]);
      } catch (error) {
        if (error instanceof DuplicateKeyError) throw storeAddressTaken();
        throw error;
      }
      changed(store_id);
    },
    saveCredentials: (store_id, credentials) => set(store_id, { credentials }),
    saveStatus: (store_id, status) => set(store_id, { status }),
    saveSecrets: (store_id, secrets) => set(store_id, { secrets }),
    saveContext: (store_id, context) => set(store_id, { context }),
    async remove(store_id) {
      const removed = await connections.delete({ _id: store_id });
      changed(store_id);
      return removed > 0;
    },
  };
}

/** The secrets that are good at this time, the one in use first. */
export function validSecrets({ secrets }: Connection, now: number): string[] {
  return secrets.filter(({ until }) => until === null || until > now).map(({ secret }) => secret);
}

/** Puts a new secret in use and lets the one before it stand for a while. */
export function withSecret(
  secrets: readonly WebhookSecret[],
  secret: string,
  now: number,
): readonly WebhookSecret[] {
  if (secrets.some((entry) => entry.until === null && entry.secret === secret)) return secrets;
  const before = secrets
    .filter((entry) => entry.secret !== secret && (entry.until === null || entry.until > now))
    .map((entry) => ({ secret: entry.secret, until: entry.until ?? now + SECRET_OVERLAP_MS }));
  return [{ secret, until: null }, ...before];
}

const SECRET_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** 48 letters and digits (285 bits): WooCommerce changes secrets that hold anything else. */
export function newSecret(): string {
  return Array.from({ length: 48 }, () => SECRET_LETTERS[randomInt(SECRET_LETTERS.length)]).join('');
}
