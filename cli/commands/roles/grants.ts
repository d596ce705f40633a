import type { Grant } from '../../../server/access/index.ts';
import { storeFlags, VaraiCommand } from '../../command.ts';
import { clock } from '../../time.ts';

export default class RolesGrants extends VaraiCommand {
  static override summary = 'List what is lent in a store, now and later';
  static override examples = ['<%= config.bin %> roles grants'];
  static override flags = storeFlags;

  async run(): Promise<{ grants: Grant[] }> {
    const { flags } = await this.parse(RolesGrants);
    const answer = await this.withClient(flags, (client) =>
      client.call<{ grants: Grant[] }>({ method: 'GET', path: '/admin/v1/grants' }),
    );
    if (this.jsonEnabled()) return answer;
    if (answer.grants.length === 0) {
      this.log('Nothing is lent.');
      return answer;
    }
    const { table } = await import('../../table.ts');
    const rows = answer.grants.map((grant) => [
      grant.grant_id,
      grant.subject_id,
      grant.permissions.join(' '),
      clock(grant.starts_at),
      clock(grant.ends_at),
      grant.reason,
    ]);
    this.log(table(['Id', 'To', 'May', 'From', 'Until', 'Why'], rows));
    return answer;
  }
}
