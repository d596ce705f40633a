import { Flags } from '@oclif/core';
import type { AuditEntry } from '../../../server/audit/index.ts';
import { storeFlags, VaraiCommand } from '../../command.ts';

interface Listed {
  entries: AuditEntry[];
  cursor: string | null;
}

export default class AuditList extends VaraiCommand {
  static override summary = 'Show who did what to what in a store, newest first';
  static override examples = [
    '<%= config.bin %> audit list',
    '<%= config.bin %> audit list --all',
    '<%= config.bin %> audit list --store lumen --limit 200 --json',
  ];
  static override flags = {
    ...storeFlags,
    all: Flags.boolean({ description: 'Of all stores, and of what belongs to none, such as keys' }),
    limit: Flags.integer({ description: 'How many entries', default: 50, min: 1, max: 200 }),
    cursor: Flags.string({ description: 'Go on where the last page ended' }),
  };

  async run(): Promise<Listed> {
    const { flags } = await this.parse(AuditList);
    const { limit, cursor, all } = flags;
    const path = all ? '/admin/v1/audit/installation' : '/admin/v1/audit';
    const listed = await this.withClient(flags, (client) =>
      client.call<Listed>({ method: 'GET', path, query: { limit, cursor } }),
    );
    if (this.jsonEnabled()) return listed;
    if (listed.entries.length === 0) {
      this.log(`Nothing has been noted of store "${flags.store}" yet.`);
      return listed;
    }
    const { table } = await import('../../table.ts');
    const rows = listed.entries.map(({ seq, at, actor, action, target, reason = '' }) => [
      `${seq}`,
      new Date(at).toISOString().slice(0, 19).replace('T', ' '),
      actor,
      action,
      target,
      reason,
    ]);
    this.log(table(['#', 'When (UTC)', 'Who', 'What', 'To', 'Why'], rows));
    if (listed.cursor !== null)
      this.log(`\nNext:  varai audit list${all ? ' --all' : ''} --cursor ${listed.cursor}`);
    return listed;
  }
}
