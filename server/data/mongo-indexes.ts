import type { Collection, CreateIndexesOptions, IndexDescriptionInfo } from 'mongodb';
import type { IndexOptions } from './documents.ts';

/**
 * `open`: make what is missing, touch nothing that stands. `migrate`: also replace what differs, and spread
 * collections. `plan`: change nothing, say what `migrate` would do.
 */
export type IndexMode = 'open' | 'migrate' | 'plan';

/** What was done about one index or shard key, for people. */
export interface IndexReport {
  collection: string;
  /** Name of the index; `shard key` for one. */
  index: string;
  keys: Record<string, number>;
  outcome: 'present' | 'created' | 'replaced' | 'would create' | 'would replace' | 'differs' | 'not used';
  /** What the server refused, and who does that work instead. */
  note?: string;
}

export interface EnsuredIndex extends IndexReport {
  /** The server does not remove what has ended: a sweeper must. */
  needsSweeper: boolean;
}

type Handle = Collection<{ _id: string }>;

/** NotImplemented: how FerretDB answers an option it lacks (https://www.mongodb.com/docs/manual/reference/error-codes/). */
const NOT_IMPLEMENTED = 238;
/** IndexOptionsConflict and IndexKeySpecsConflict: an index of this name or these keys stands, with other options. */
const CONFLICTS = new Set<unknown>([85, 86]);
const NAMESPACE_NOT_FOUND = 26;

/** Makes sure of one index, with as many of its options as the server knows. */
export async function ensureIndex(
  collection: Handle,
  keys: Record<string, 1 | -1>,
  options: IndexOptions,
  mode: IndexMode,
): Promise<EnsuredIndex> {
  const { name } = options;
  const wanted = optionsFor(keys, options);
  const base = { collection: collection.collectionName, index: name, keys, needsSweeper: false };
  const standing = mode === 'open' ? undefined : await standingIndex(collection, name);
  if (mode === 'plan') {
    if (standing === undefined) return { ...base, outcome: 'would create' };
    return { ...base, outcome: isSame(standing, keys, wanted) ? 'present' : 'would replace' };
  }
  try {
    const { needsSweeper, note } = await create(collection, keys, wanted);
    const outcome = standing === undefined ? 'created' : 'present';
    return { ...base, outcome, needsSweeper, ...(note === undefined ? {} : { note }) };
  } catch (error) {
    if (!CONFLICTS.has((error as { code?: unknown }).code)) throw error;
    if (mode === 'open')
      return { ...base, outcome: 'differs', note: '`varai db migrate` replaces it by the one wanted' };
    await collection.dropIndex(name);
    await create(collection, keys, wanted);
    return { ...base, outcome: 'replaced' };
  }
}

/** A unique index leaves out documents without the value: MongoDB would take its absence for a value like any other. */
function optionsFor(keys: Record<string, 1 | -1>, options: IndexOptions): CreateIndexesOptions {
  const { name, unique, expireAfterSeconds } = options;
  const present = Object.fromEntries(Object.keys(keys).map((field) => [field, { $exists: true }]));
  return {
    name,
    ...(unique ? { unique, partialFilterExpression: present } : {}),
    ...(expireAfterSeconds === undefined ? {} : { expireAfterSeconds }),
  };
}

/** Leaves out, one after the other, what the server does not know, and says so. */
async function create(
  collection: Handle,
  keys: Record<string, 1 | -1>,
  options: CreateIndexesOptions,
): Promise<{ needsSweeper: boolean; note?: string }> {
  try {
    await collection.createIndex(keys, options);
    return { needsSweeper: false };
  } catch (error) {
    if ((error as { code?: unknown }).code !== NOT_IMPLEMENTED) throw error;
  }
  const { expireAfterSeconds, partialFilterExpression, ...known } = options;
  await collection.createIndex(keys, known);
  if (expireAfterSeconds !== undefined)
    return { needsSweeper: true, note: 'the server knows no TTL index: varai removes what has ended itself' };
  // Servers on SQL databases let absent values be in a plain unique index, as SQL does with NULL.
  return { needsSweeper: false, note: 'the server knows no partial index: a plain unique one stands for it' };
}

async function standingIndex(collection: Handle, name: string): Promise<IndexDescriptionInfo | undefined> {
  const all = await collection.indexes().catch((error: { code?: unknown }) => {
    if (error.code === NAMESPACE_NOT_FOUND) return [];
    throw error;
  });
  return all.find((index) => index.name === name);
}

function isSame(standing: IndexDescriptionInfo, keys: Record<string, 1 | -1>, wanted: CreateIndexesOptions) {
  return (
    JSON.stringify(standing.key) === JSON.stringify(keys) &&
    (standing.unique ?? false) === (wanted.unique ?? false) &&
    // What a server without TTL indexes left out when it made the index is no difference.
    (standing.expireAfterSeconds ?? wanted.expireAfterSeconds) === wanted.expireAfterSeconds
  );
}
