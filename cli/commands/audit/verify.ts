import { Flags } from '@oclif/core';
import type { AuditFault } from '../../../server/audit/index.ts';
import type { Client } from '../../client.ts';
import { storeFlags, VaraiCommand } from '../../command.ts';
import { EXIT, Failure } from '../../failure.ts';
import { showProgress } from '../../progress.ts';

interface Part {
  checked: number;
  next: number | null;
  total: number;
  head: string;
  faults: AuditFault[];
  /** Whether the entry that was named is still the one that stood there. */
  is_known: boolean | null;
}

interface Verified {
  ok: boolean;
  entries: number;
  head: string;
  faults: AuditFault[];
}

const WORDS: Record<AuditFault['fault'], string> = {
  changed: 'was changed',
  missing: 'is missing',
  reordered: 'stands in another place than it was written',
  truncated: 'and all after it were cut off, or the end of the log was changed',
};

export default class AuditVerify extends VaraiCommand {
  static override summary = 'Check that nothing in the audit log was changed, removed or reordered';
  static override description =
    'Ends with 1 and names the entries when something was. It prints the head of the log: keep it elsewhere and give ' +
    'it with --head the next time, and a log that was replaced as a whole is found out too.';
  static override examples = [
    '<%= config.bin %> audit verify',
    '<%= config.bin %> audit verify --head 4711:Zk3… --json',
  ];
  static override flags = {
    'data-dir': storeFlags['data-dir'],
    head: Flags.string({ description: 'A head that was printed before' }),
  };

  async run(): Promise<Verified> {
    const { flags } = await this.parse(AuditVerify);
    const { head } = flags;
    if (head !== undefined && !/^\d{1,15}:[\w-]{0,43}$/.test(head)) {
      throw new Failure(
        `"${head}" is not a head.`,
        'Give one as `varai audit verify` prints it.',
        EXIT.usage,
      );
    }
    const verified = await this.connected({ ...flags, store: 'default' }, (client) =>
      this.verify(client, head),
    );
    if (verified.ok) this.log(`✓ ${verified.entries} entries, each as it was written.`);
    for (const { seq, fault } of verified.faults) this.log(`✗ Entry ${seq} ${WORDS[fault]}.`);
    this.log(`Head:  ${verified.head}`);
    if (!verified.ok) process.exitCode = EXIT.failure;
    return verified;
  }

  private async verify(client: Client, head: string | undefined): Promise<Verified> {
    const verified: Verified = { ok: true, entries: 0, head: '0:', faults: [] };
    const progress = await showProgress('entries', this.jsonEnabled());
    for (let after: number | null = 0; after !== null; ) {
      const body: object = { after, ...(head === undefined ? {} : { head }) };
      const part: Part = await client.call<Part>({ method: 'POST', path: '/admin/v1/audit/verify', body });
      verified.entries += part.checked;
      verified.head = part.head;
      verified.faults.push(...part.faults);
      if (part.is_known === false && after === 0) {
        verified.faults.unshift({ seq: Number(head?.split(':')[0]), fault: 'changed' });
      }
      progress.at(verified.entries, part.total);
      after = part.next;
    }
    progress.end();
    return { ...verified, ok: verified.faults.length === 0 };
  }
}
