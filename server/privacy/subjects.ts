import type { DataHolder, Identifiers, Subject } from './holders.ts';

/** A person's ids lead to others in a few steps; a chain longer than this is several people. */
const MOST_STEPS = 8;

export const NOBODY: Identifiers = { session_ids: [], customer_ids: [], order_ids: [] };

/** Follows every identifier to the others of the same person, until none is new. */
export async function widened(holders: readonly DataHolder[], subject: Subject): Promise<Subject> {
  let known = subject;
  for (let step = 0; step < MOST_STEPS; step++) {
    const more = await Promise.all(holders.map((holder) => holder.widen?.(known)));
    const next = { ...known, ...joined([known, ...more.filter((each) => each !== undefined)]) };
    if (sizeOf(next) === sizeOf(known)) return known;
    known = next;
  }
  return known;
}

/** All of several people's identifiers, each once. */
export function joined(all: readonly Partial<Identifiers>[]): Identifiers {
  const of = (kind: keyof Identifiers) => [...new Set(all.flatMap((each) => each[kind] ?? []))];
  return {
    session_ids: of('session_ids'),
    customer_ids: of('customer_ids'),
    order_ids: of('order_ids'),
  };
}

/** Each identifier with its kind before it, as keys and digests are made of it: `customer:22`. */
export function namesOf({ session_ids, customer_ids, order_ids }: Identifiers): string[] {
  return [
    ...session_ids.map((id) => `session:${id}`),
    ...customer_ids.map((id) => `customer:${id}`),
    ...order_ids.map((id) => `order:${id}`),
  ];
}

function sizeOf({ session_ids, customer_ids, order_ids }: Identifiers): number {
  return session_ids.length + customer_ids.length + order_ids.length;
}
