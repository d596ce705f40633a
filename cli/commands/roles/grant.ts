import { Args, Flags } from '@oclif/core';
import type { Grant } from '../../../server/access/index.ts';
import { comingTime } from '../../access/words.ts';
import { storeFlags, VaraiCommand } from '../../command.ts';
import { clock } from '../../time.ts';

export default class RolesGrant extends VaraiCommand {
  static override summary = 'Lend a key or client permissions in this store, for a time';
  static override description =
    'Also one of another store, such as an agency’s: it names this store in the header X-Varai-Store.';
  static override examples = [
    '<%= config.bin %> roles grant KEY_ID --permission read:analytics --until 7d --reason "campaign report"',
    '<%= config.bin %> roles grant CLIENT_ID --permission read:products --from 2027-01-04 --until 2027-01-09 --reason audit',
  ];
  static override args = { id: Args.string({ required: true, description: 'key_id or client_id' }) };
  static override flags = {
    ...storeFlags,
    permission: Flags.string({
      description: 'What is lent; may be repeated',
      multiple: true,
      required: true,
    }),
    from: Flags.string({ description: 'When it begins: 2d from now, or a date; now if left out' }),
    until: Flags.string({ description: 'When it ends: 7d from now, or a date', required: true }),
    reason: Flags.string({ description: 'Why, for the audit log', required: true }),
  };

  async run(): Promise<Grant> {
    const { args, flags } = await this.parse(RolesGrant);
    const now = Date.now();
    const body = {
      subject_id: args.id,
      permissions: flags.permission,
      starts_at: comingTime('--from', flags.from, now),
      ends_at: comingTime('--until', flags.until, now),
      reason: flags.reason,
    };
    const grant = await this.withClient(flags, (client) =>
      client.call<Grant>({ method: 'POST', path: '/admin/v1/grants', body }),
    );
    this.log(
      `${grant.grant_id}: ${args.id} may ${grant.permissions.join(' ')} until ${clock(grant.ends_at)}.`,
    );
    return grant;
  }
}
