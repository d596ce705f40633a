import { Args, Flags } from '@oclif/core';
import type { ApiKey, OAuthClient } from '../../../server/access/index.ts';
import { storeFlags, VaraiCommand } from '../../command.ts';

export default class RolesAssign extends VaraiCommand {
  static override summary = 'Say which roles a key or client has';
  static override description =
    'They take the place of those it had. Without --scope it may all that its roles allow.';
  static override examples = [
    '<%= config.bin %> roles assign KEY_ID --role analytics_service',
    '<%= config.bin %> roles assign CLIENT_ID --role admin_user --scope read:products --scope read:configuration',
  ];
  static override args = { id: Args.string({ required: true, description: 'key_id or client_id' }) };
  static override flags = {
    ...storeFlags,
    role: Flags.string({ description: 'Role; may be repeated', multiple: true, required: true }),
    scope: Flags.string({
      description: 'Narrows the roles to this permission; may be repeated',
      multiple: true,
    }),
  };

  async run(): Promise<ApiKey | OAuthClient> {
    const { args, flags } = await this.parse(RolesAssign);
    const kind = args.id.startsWith('client_') ? 'clients' : 'keys';
    const path = `/admin/v1/${kind}/${encodeURIComponent(args.id)}/roles`;
    const body = { roles: flags.role, scopes: flags.scope };
    const changed = await this.withClient(flags, (client) =>
      client.call<ApiKey | OAuthClient>({ method: 'PUT', path, body }),
    );
    this.log(
      `${args.id} is ${changed.roles.join(', ')} and may: ${changed.permissions.join(' ') || 'nothing'}`,
    );
    return changed;
  }
}
