import type { Cache } from './cache.ts';
import { DataKeys, type OwnedKey, type OwnerDoc } from './data-keys.ts';
import { type Collection, type Doc, type Documents, DuplicateKeyError } from './documents.ts';
import type { KeyEncryption } from './key-encryption.ts';
import type { KeyFile } from './key-file.ts';
import { decrypt, encrypt, SealBrokenError } from './keyring.ts';
import { KeyDestroyedError, type Place, partsOfSealed, type Resealable, type Vault } from './vault.ts';
import { isDue, rotateAll, USES_LIMIT } from './vault-rotation.ts';
import { openWholeness } from './wholeness.ts';

/** Where processes tell each other whose keys are gone. */
const SHREDDED = 'vault:shredded';
const EVERY_KEY = '*';

export interface VaultDeps {
  /** Where the data keys lie; apart from what they encrypt, so that a copy of one is no copy of the other. */
  keys: Documents;
  /** What they encrypt. */
  documents: Documents;
  keyring: KeyFile;
  encryption: KeyEncryption;
  /** Other machines have copies of the key file, which must stay the same: it is not renewed with the rest. */
  isKeyFileCopied?: boolean;
  /** Called when the vault is closed. */
  closeKeys?(): Promise<void>;
  cache: Cache;
  now(): number;
}

/** What must open when the keys are those of the documents. It belongs to no store: names of stores are not empty. */
const MARKER = { store_id: '', field: 'vault.marker', _id: 'marker' };

interface MarkerDoc extends Doc {
  marker: string;
}

/**
 * The vault on data keys in documents.
 * @throws Error when the documents were sealed by keys that are not here
 */
export async function openVault(deps: VaultDeps): Promise<Vault> {
  const { keys, keyring, encryption, cache, now, isKeyFileCopied = false } = deps;
  const owners = keys.collection<OwnerDoc>('data_keys');
  await owners.createIndex({ store_id: 1, is_subject: 1 }, { name: 'store_subjects' });
  await owners.createIndex({ ends_at: 1 }, { name: 'ends', expireAfterSeconds: 0 });
  const wholeness = await openWholeness({ keys, keyring, isUsed: async () => (await owners.count({})) > 0 });
  const dataKeys = new DataKeys({ owners, keyring, encryption, now });
  const resealables = new Map<string, Resealable>();
  const forget = (id: string) => (id === EVERY_KEY ? dataKeys.forgetAll() : dataKeys.forget(id));
  const unsubscribe = await cache.subscribe(SHREDDED, forget);

  const markers = deps.documents.collection<MarkerDoc>('vault');
  let marked: Promise<void> | undefined;

  async function leaveMarker(): Promise<void> {
    if ((await markers.findOne({ _id: MARKER._id })) !== null) return;
    const marker = await sealed(MARKER, 'here');
    await markers.insert({ _id: MARKER._id, marker }).catch((error) => {
      if (!(error instanceof DuplicateKeyError)) throw error;
    });
  }

  async function sealed(place: Place, value: unknown): Promise<string> {
    const owned = await dataKeys.newest(place);
    // Far before the limit of a random nonce: a key that has been used so often is renewed while it still serves.
    if (dataKeys.used(owned) >= USES_LIMIT) await dataKeys.renew(owned.doc);
    const plain = Buffer.from(JSON.stringify(value) ?? 'null');
    const body = encrypt(await dataKeys.unwrap(owned), placeText(place, owned), plain);
    return `e1.${owned.doc._id}.${owned.note.id}.${body.toString('base64url')}`;
  }

  const vault: Vault = {
    async seal(place, value) {
      marked ??= leaveMarker().catch((error) => {
        marked = undefined;
        throw error;
      });
      await marked;
      return sealed(place, value);
    },
    async open(place, sealed) {
      const parts = partsOfSealed(sealed);
      if (parts === null) throw new SealBrokenError();
      const owned = await dataKeys.named(parts.owner, parts.key);
      if (owned.doc.store_id !== place.store_id) throw new SealBrokenError();
      const body = Buffer.from(parts.body, 'base64url');
      const plain = decrypt(await dataKeys.unwrap(owned), placeText(place, owned), body);
      return JSON.parse(plain.toString('utf8'));
    },
    async isCurrent(sealed) {
      const parts = partsOfSealed(sealed);
      if (parts === null) return false;
      return (await dataKeys.owner(parts.owner))?.keys[0]?.id === parts.key;
    },
    async shred(owner) {
      const { store_id, subject } = owner;
      const id = subject === undefined ? EVERY_KEY : dataKeys.idOf(owner);
      await owners.delete(subject === undefined ? { store_id } : { _id: id });
      forget(id);
      await cache.publish(SHREDDED, id);
    },
    holds: (what) => void resealables.set(what.name, what),
    isWhole: wholeness.isWhole,
    rotate: ({ onProgress = () => undefined } = {}) =>
      rotateAll({
        owners,
        dataKeys,
        keyFile: isKeyFileCopied ? null : keyring,
        now,
        resealables: [...resealables.values()],
        onProgress,
      }),
    async sealRest() {
      let documents = 0;
      for (const held of resealables.values()) {
        const onProgress = (some: number) => {
          documents += some;
        };
        await held.reseal({ trusts: true, onProgress });
      }
      await wholeness.reached();
      return documents;
    },
    async status() {
      const [stores, subjects] = await Promise.all([
        owners.find({ is_subject: false }),
        owners.count({ is_subject: true }),
      ]);
      const made = stores.flatMap((doc) => doc.keys.slice(0, 1)).map(({ made_at }) => made_at);
      const oldest_at = made.length === 0 ? null : Math.min(...made);
      return {
        collections: [...resealables.keys()],
        stores: stores.length,
        subjects,
        oldest_at,
        is_due: stores.some((doc) => isDue(doc, now())),
      };
    },
    async close() {
      await unsubscribe();
      await deps.closeKeys?.();
    },
  };
  await checkKeys(markers, vault);
  return vault;
}

/** Without this a server would start with other keys than its documents', and take all that is sealed for gone. */
async function checkKeys(markers: Collection<MarkerDoc>, vault: Vault): Promise<void> {
  const standing = await markers.findOne({ _id: MARKER._id });
  if (standing === null) return;
  try {
    await vault.open(MARKER, standing.marker);
  } catch (error) {
    if (!(error instanceof KeyDestroyedError || error instanceof SealBrokenError)) throw error;
    const advice = 'bring back their folder `keys`, from the same time';
    throw new Error(`the data keys of these documents are missing: ${advice}`, { cause: error });
  }
}

/** The associated data: where a value lies, and the key that sealed it. */
function placeText({ store_id, field, _id }: Place, { doc, note }: OwnedKey): string {
  return JSON.stringify([store_id, field, _id, doc._id, note.id]);
}
