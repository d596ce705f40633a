import { Flags } from '@oclif/core';
import { storeFlags, VaraiCommand } from '../../command.ts';
import { countsInWords, keepPrivately } from '../../privacy.ts';
import { clock } from '../../time.ts';

interface Report {
  requests: {
    request_id: string;
    kind: string;
    from: string;
    state: string;
    received_at: number;
    due_at: number;
    removed: Record<string, number>;
  }[];
  open: number;
  overdue: number;
}

export default class PrivacyReport extends VaraiCommand {
  static override summary = 'What people asked for, what became of it, and until when an answer is due';
  static override examples = [
    '<%= config.bin %> privacy report',
    '<%= config.bin %> privacy report --archive prq_… --out archive.json',
    '<%= config.bin %> privacy report --done prq_…',
    '<%= config.bin %> privacy report --tombstones tombstones.json',
  ];
  static override flags = {
    ...storeFlags,
    limit: Flags.integer({ description: 'How many', default: 100, min: 1, max: 1000 }),
    archive: Flags.string({ description: 'Write the archive for this request', dependsOn: ['out'] }),
    out: Flags.string({ description: 'File for the archive, readable by you alone' }),
    done: Flags.string({ description: 'Note that this request was answered' }),
    tombstones: Flags.string({ description: 'Write who was erased, as hashes, to keep beside backups' }),
  };

  async run(): Promise<Report> {
    const { flags } = await this.parse(PrivacyReport);
    const report = await this.withClient(flags, async (client) => {
      const call = <T>(method: 'GET' | 'POST', path: string, query = {}) =>
        client.call<T>({ method, path: `/admin/v1/privacy/${path}`, query });
      const of = (id: string) => `requests/${encodeURIComponent(id)}`;
      if (flags.archive !== undefined && flags.out !== undefined)
        await keepPrivately(flags.out, await call('GET', `${of(flags.archive)}/archive`));
      if (flags.done !== undefined) await call('POST', `${of(flags.done)}/done`);
      if (flags.tombstones !== undefined)
        await keepPrivately(flags.tombstones, await call('GET', 'tombstones'));
      return call<Report>('GET', 'report', { limit: flags.limit });
    });
    if (this.jsonEnabled()) return report;
    if (report.requests.length === 0) {
      this.log('Nobody has asked for anything yet.');
      return report;
    }
    const { table } = await import('../../table.ts');
    const rows = report.requests.map(({ request_id, kind, from, state, received_at, due_at, removed }) => [
      request_id,
      kind,
      from,
      state,
      clock(received_at),
      state === 'done' ? countsInWords(removed) : `due ${clock(due_at)}`,
    ]);
    this.log(table(['Request', 'Kind', 'From', 'State', 'Received', ''], rows));
    this.log(`\n${report.open} open, ${report.overdue} overdue.`);
    return report;
  }
}
