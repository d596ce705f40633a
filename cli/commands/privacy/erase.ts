import { readFile } from 'node:fs/promises';
import { Flags } from '@oclif/core';
import { agree } from '../../ask.ts';
import type { Client } from '../../client.ts';
import { storeFlags, VaraiCommand } from '../../command.ts';
import { EXIT, Failure } from '../../failure.ts';
import { countsInWords, keepPrivately, outFlag, personFlags, personOf } from '../../privacy.ts';

interface Confirmation {
  receipt: string;
  removed: Record<string, number>;
}
interface Replayed {
  restored: number;
  erased: number;
}

export default class PrivacyErase extends VaraiCommand {
  static override summary = 'Delete a person everywhere, and say so with a signed confirmation';
  static override description =
    'Documents, caches, waiting and failed events, and the keys of what was sealed. Late events and restored backups do not bring the person back.';
  static override examples = [
    '<%= config.bin %> privacy erase --customer 8812345 --reason "letter of 20 November" --out confirmation.json',
    '<%= config.bin %> privacy erase --session ses_… --yes',
    '<%= config.bin %> privacy erase --replay --tombstones tombstones.json',
  ];
  static override flags = {
    ...storeFlags,
    ...personFlags,
    out: outFlag,
    reason: Flags.string({ description: 'Why, for the audit log; name nobody' }),
    yes: Flags.boolean({ char: 'y', description: 'Do not ask' }),
    replay: Flags.boolean({
      description: 'After a backup was restored: erase again whoever came back with it',
      exclusive: ['session', 'customer', 'order'],
    }),
    tombstones: Flags.string({
      description: 'File of `privacy report --tombstones`, newer than the backup',
      dependsOn: ['replay'],
    }),
  };

  async run(): Promise<Confirmation | Replayed> {
    const { flags } = await this.parse(PrivacyErase);
    if (flags.replay) return this.withClient(flags, (client) => this.#replay(client, flags.tombstones));
    const person = personOf(flags);
    const path = '/admin/v1/privacy/erase';
    const confirmation = await this.connected(flags, async (client) => {
      const plan = await client.call<{ would_remove: Record<string, number> }>({
        method: 'POST',
        path,
        body: { ...person, dry_run: true },
      });
      await agree(`Delete for good: ${countsInWords(plan.would_remove)}?`, {
        yes: flags.yes,
        json: this.jsonEnabled(),
      });
      return client.call<Confirmation>({ method: 'POST', path, body: { ...person, reason: flags.reason } });
    });
    if (flags.out !== undefined) await keepPrivately(flags.out, confirmation);
    this.log(`Deleted: ${countsInWords(confirmation.removed)}.\nReceipt: ${confirmation.receipt}`);
    return confirmation;
  }

  async #replay(client: Client, file: string | undefined): Promise<Replayed> {
    const body = file === undefined ? {} : { tombstones: await tombstonesIn(file) };
    const replayed = await client.call<Replayed>({ method: 'POST', path: '/admin/v1/privacy/replay', body });
    this.log(`${replayed.restored} tombstones taken back, ${replayed.erased} identifiers erased again.`);
    return replayed;
  }
}

async function tombstonesIn(file: string): Promise<unknown> {
  try {
    return (JSON.parse(await readFile(file, 'utf8')) as { tombstones: unknown }).tombstones;
  } catch {
    const next = 'Name the file that `varai privacy report --tombstones` wrote.';
    throw new Failure(`${file} can’t be read as tombstones.`, next, EXIT.badInput);
  }
}
