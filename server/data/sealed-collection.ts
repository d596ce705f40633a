import type { Static, TObject } from 'typebox';
import type { Need, RestrictedFields, SealedFields } from './classification.ts';
import { sealedFieldsOf } from './classification.ts';
import type { Collection, Doc, Documents, Filter, FindOptions, Update } from './documents.ts';
import { SealBrokenError } from './keyring.ts';
import { resealAll } from './reseal.ts';
import { isSealed, KeyDestroyedError, type KeyOwner, type Vault } from './vault.ts';

/** A query may name every field but the sealed ones, which nobody can compare. */
export type OpenFilter<F extends string> = Filter & { readonly [K in F]?: never };
type OpenFindOptions<F extends string> = Omit<FindOptions, 'sort'> & {
  sort?: Record<string, 1 | -1> & { readonly [K in F]?: never };
};

interface Reader<T, F extends string> {
  find(filter: OpenFilter<F>, options?: OpenFindOptions<F>): Promise<T[]>;
  findOne(filter: OpenFilter<F>): Promise<T | null>;
}

interface Writer<T extends Doc, F extends string> {
  count(filter: OpenFilter<F>): Promise<number>;
  insert(docs: T | readonly T[]): Promise<void>;
  /** Of a sealed field `$set` may put a whole value, where the filter names `_id` and whose key it is. */
  update(filter: OpenFilter<F>, update: Update): Promise<{ matched: number }>;
  bulkUpsert: Collection<T>['bulkUpsert'];
  upsertNewer: Collection<T>['upsertNewer'];
  delete(filter: OpenFilter<F>): Promise<number>;
  createIndex: Collection<T>['createIndex'];
  shardBy?: Collection<T>['shardBy'];
}

/**
 * A collection whose marked fields lie sealed. Where one of them is restricted, reading needs a stated need; what a
 * person gets to see is noted in the audit log once, by whoever answers that person.
 */
export type SealedCollection<T extends Doc, F extends string, R extends string = never> = Writer<T, F> &
  ([R] extends [never] ? Reader<T, F> : { read(need: Need): Reader<T, F> });

export interface Sealing<S extends TObject> {
  documents: Documents;
  vault: Vault;
  name: string;
  /** Of what is kept. Fields that are marked confidential or restricted are sealed. */
  schema: S;
  /** Whose key seals a document, told from its open fields. */
  owner(doc: Partial<Static<S>>): KeyOwner;
  /**
   * Opens what an earlier version sealed in another way. Left out: what is not sealed by the vault lies there open.
   * Asked only until the vault is whole, and when somebody vouches for what is there.
   */
  openFormer?(doc: Static<S>, field: string, value: unknown): unknown;
}

const LIES_OPEN = 'it was put there, or came back with an old backup, which `varai db migrate` seals';

/** Opens a collection that seals what its schema marks. Everything else is as the documents port says. */
export function sealedCollection<S extends TObject>(
  sealing: Sealing<S>,
): SealedCollection<Static<S> & Doc, SealedFields<S>, RestrictedFields<S>> {
  type T = Static<S> & Doc;
  const { documents, vault, name, schema, owner, openFormer } = sealing;
  const fields = sealedFieldsOf(schema);
  const plain = documents.collection<T>(name);
  const has = (field: string) => fields.includes(field.split('.', 1)[0] as string);

  async function sealed(doc: T): Promise<T> {
    const place = { ...owner(doc), _id: doc._id };
    return eachField(doc, (field, value) => vault.seal({ ...place, field: `${name}.${field}` }, value));
  }

  async function opened(doc: T, trusts: boolean): Promise<T> {
    const place = { ...owner(doc), _id: doc._id };
    return eachField(doc, (field, value) => {
      if (isSealed(value)) return vault.open({ ...place, field: `${name}.${field}` }, value);
      if (!trusts) throw new SealBrokenError(`${name}.${field} of ${doc._id} lies open: ${LIES_OPEN}`);
      return openFormer === undefined ? value : openFormer(doc, field, value);
    });
  }

  async function eachField(doc: T, change: (field: string, value: unknown) => unknown): Promise<T> {
    const changed: Record<string, unknown> = { ...doc };
    for (const field of fields) {
      if (changed[field] !== undefined) changed[field] = await change(field, changed[field]);
    }
    return changed as T;
  }

  /**
   * Null when its key is gone: nobody will ever read it. Swept where it was a person's; of a store that is being
   * removed everything goes anyway, and in its turn.
   */
  async function openedOrGone(doc: T, trusts = !vault.isWhole()): Promise<T | null> {
    try {
      return await opened(doc, trusts);
    } catch (error) {
      if (!(error instanceof KeyDestroyedError)) throw error;
      if (error.wasSubjects && error.isOwnerGone)
        await plain.delete({ _id: doc._id, ...Object.fromEntries(standing(doc)) });
      return null;
    }
  }

  const standing = (doc: T): [string, unknown][] =>
    fields.flatMap((field) => {
      const value = (doc as unknown as Record<string, unknown>)[field];
      return value === undefined ? [] : [[field, value] as [string, unknown]];
    });

  /** @throws TypeError for a question about what nobody can compare */
  function open(filter: Filter): Filter {
    for (const [field, wanted] of Object.entries(filter)) {
      if (has(field)) throw new TypeError(`${name}.${field} is sealed: nothing can be found by it`);
      if (field.startsWith('$') && Array.isArray(wanted)) for (const part of wanted) open(part as Filter);
    }
    return filter;
  }

  async function sealedUpdate(filter: Filter, update: Update): Promise<Update> {
    const result: Record<string, Record<string, unknown>> = {};
    for (const [operator, changes] of Object.entries(update)) {
      result[operator] = { ...changes };
      for (const [field, value] of Object.entries(changes).filter(([path]) => has(path))) {
        if (operator === '$unset') continue;
        const { _id } = filter;
        if (operator !== '$set' || !fields.includes(field) || typeof _id !== 'string')
          throw new TypeError(
            `${name}.${field} is sealed: only $set of the whole field of one _id changes it`,
          );
        const place = { ...owner({ ...filter, ...changes } as Partial<T>), _id, field: `${name}.${field}` };
        result[operator][field] = await vault.seal(place, value);
      }
    }
    return result as Update;
  }

  const reader: Reader<T, string> = {
    async find(filter, options = {}) {
      if (Object.keys(options.sort ?? {}).some(has))
        throw new TypeError(`${name} can't be sorted by what is sealed`);
      const found = await plain.find(open(filter), options as FindOptions);
      const read = await Promise.all(found.map((doc) => openedOrGone(doc)));
      return read.filter((doc) => doc !== null);
    },
    async findOne(filter) {
      const found = await plain.findOne(open(filter));
      return found && openedOrGone(found);
    },
  };
  const writer: Writer<T, string> = {
    count: (filter) => plain.count(open(filter)),
    async insert(docs) {
      const all: readonly T[] = Array.isArray(docs) ? docs : [docs as T];
      const [first] = all;
      if (all.length === 1 && first !== undefined) await plain.insert(await sealed(first));
      else await plain.insert(await Promise.all(all.map(sealed)));
    },
    update: async (filter, update) => plain.update(open(filter), await sealedUpdate(filter, update)),
    bulkUpsert: async (docs, options) => plain.bulkUpsert(await Promise.all(docs.map(sealed)), options),
    upsertNewer: async (docs) =>
      plain.upsertNewer((await Promise.all(docs.map(sealed))) as (T & { version: string })[]),
    delete: (filter) => plain.delete(open(filter)),
    createIndex(keys, options) {
      if (Object.keys(keys).some(has)) throw new TypeError(`${name} can't be indexed by what is sealed`);
      return plain.createIndex(keys, options);
    },
    ...(plain.shardBy && {
      shardBy: (keys: Record<string, 1>) => plain.shardBy?.(keys) ?? Promise.resolve(),
    }),
  };

  vault.holds({
    name,
    reseal: ({ trusts, onProgress }) =>
      resealAll({
        plain,
        onProgress,
        standing,
        isCurrent: vault.isCurrent,
        opened: (doc) => openedOrGone(doc, trusts || !vault.isWhole()),
        sealed,
      }),
  });
  return { ...writer, ...reader, read: () => reader } as never;
}
