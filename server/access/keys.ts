import { randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Collection, Doc, Documents, Keyring } from '../data/index.ts';
import type { ApiKey, KeyKind } from './schema.ts';

/** How long a key that was found, or not found, is believed before the store is asked again. */
const BELIEVED_MS = 1000;
/** Every key ever made; what looks otherwise is not worth a question or a place in memory. */
const KEY = /^[ps]k_[\w-]{32}$/;
const PREFIX = { publishable: 'pk', secret: 'sk' } as const;

interface KeyDoc extends Doc, Omit<ApiKey, 'key_id'> {
  /** Keyed hash of the key. */
  digest: string;
}

export interface ApiKeys {
  /** @returns the key. Of a secret key only the keyed hash is kept, so this is the one time to see it. */
  create(input: {
    kind: KeyKind;
    store_id: string;
    label?: string | undefined;
    allowed_origins?: string[] | undefined;
  }): Promise<ApiKey & { key: string }>;
  list(store_id: string): Promise<ApiKey[]>;
  /** The key's record, or null. Answers from memory for a second, without a turn of the event loop when it can. */
  find(key: string): ApiKey | null | Promise<ApiKey | null>;
  /** Whether any key may be used from this website: what a CORS preflight, which carries no key, asks. */
  allowsOrigin(origin: string): Promise<boolean>;
}

export async function openApiKeys(deps: {
  documents: Documents;
  keyring: Keyring;
  now(): number;
}): Promise<ApiKeys> {
  const { keyring, now } = deps;
  const keys = deps.documents.collection<KeyDoc>('api_keys');
  await keys.createIndex({ digest: 1 }, { name: 'digest', unique: true });
  await keys.createIndex({ store_id: 1 }, { name: 'store' });
  await keys.createIndex({ allowed_origins: 1 }, { name: 'origin' });
  const known = new LRUCache<string, { record: ApiKey | null; at: number }>({ max: 10_000 });
  const digestOf = (key: string) => keyring.digest('api-key', key);

  return {
    async create({ kind, store_id, label = '', allowed_origins = [] }) {
      const key = `${PREFIX[kind]}_${randomBytes(24).toString('base64url')}`;
      const record: ApiKey = {
        key_id: `key_${randomBytes(9).toString('base64url')}`,
        kind,
        store_id,
        label,
        hint: `${key.slice(0, 9)}…`,
        ...(kind === 'publishable' ? { publishable_key: key } : {}),
        allowed_origins: allowed_origins.map(asBrowsersWrite),
        created_at: now(),
      };
      const { key_id, ...kept } = record;
      await keys.insert({ _id: key_id, ...kept, digest: digestOf(key) });
      known.delete(key);
      return { ...record, key };
    },
    async list(store_id) {
      return (await keys.find({ store_id }, { sort: { created_at: 1 } })).map(recordOf);
    },
    find(key) {
      if (!KEY.test(key)) return null;
      const believed = known.get(key);
      if (believed !== undefined && now() - believed.at < BELIEVED_MS) return believed.record;
      return ask(keys, digestOf(key)).then((record) => {
        known.set(key, { record, at: now() });
        return record;
      });
    },
    async allowsOrigin(origin) {
      return (await keys.findOne({ allowed_origins: origin })) !== null;
    },
  };
}

async function ask(keys: Collection<KeyDoc>, digest: string): Promise<ApiKey | null> {
  const found = await keys.findOne({ digest });
  return found && recordOf(found);
}

function recordOf({ _id, digest: _, ...rest }: KeyDoc): ApiKey {
  return { key_id: _id, ...rest };
}

/** In lower case and without the scheme's own port: `https://Shop.example:443` never comes in an Origin header. */
function asBrowsersWrite(origin: string): string {
  return new URL(origin).origin;
}
