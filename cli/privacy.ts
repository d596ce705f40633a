import { writeFile } from 'node:fs/promises';
import { Flags } from '@oclif/core';
import { EXIT, Failure } from './failure.ts';

/** Flags that name a person. */
export const personFlags = {
  session: Flags.string({ description: 'A visit, by its session id', helpGroup: 'PERSON' }),
  customer: Flags.string({ description: 'A customer, by the platform’s own id', helpGroup: 'PERSON' }),
  order: Flags.string({ description: 'Whoever placed this order', helpGroup: 'PERSON' }),
};

export const outFlag = Flags.string({ description: 'File to write, readable by you alone' });

interface PersonFlags {
  session?: string | undefined;
  customer?: string | undefined;
  order?: string | undefined;
}

/** Who is meant, as the API takes it. @throws Failure when nobody is named */
export function personOf({ session, customer, order }: PersonFlags): Record<string, string> {
  const person = {
    ...(session !== undefined && { session_id: session }),
    ...(customer !== undefined && { customer_id: customer }),
    ...(order !== undefined && { order_id: order }),
  };
  if (Object.keys(person).length > 0) return person;
  throw new Failure(
    'This does not say whose data is meant.',
    'Add --session, --customer or --order. E-mail addresses are not kept: look the customer up in the shop.',
    EXIT.usage,
  );
}

/** Writes what is about a person where only the owner of the file can read it; an older file is not written over. */
export async function keepPrivately(path: string, document: unknown): Promise<void> {
  await writeFile(path, `${JSON.stringify(document, null, 2)}\n`, { mode: 0o600, flag: 'wx' }).catch(
    (error: NodeJS.ErrnoException) => {
      throw new Failure(`${path} can’t be written (${error.code}).`, 'Name a new file.', EXIT.badInput);
    },
  );
}

/** "3 orders, 2 consents": what was or would be removed, nothing left out but zeros. */
export function countsInWords(counts: Readonly<Record<string, number>>): string {
  const some = Object.entries(counts).filter(([, n]) => n > 0);
  return some.map(([name, n]) => `${n} ${name.replaceAll('_', ' ')}`).join(', ') || 'nothing';
}
