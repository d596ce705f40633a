import { Args } from '@oclif/core';
import type { RoleList } from '../../../server/access/index.ts';
import { storeFlags, VaraiCommand } from '../../command.ts';
import { EXIT, Failure } from '../../failure.ts';

export default class RolesShow extends VaraiCommand {
  static override summary = 'Show what a role allows';
  static override examples = ['<%= config.bin %> roles show admin_user'];
  static override args = { role: Args.string({ required: true, description: 'Its name (see roles list)' }) };
  static override flags = storeFlags;

  async run(): Promise<RoleList['roles'][number]> {
    const { args, flags } = await this.parse(RolesShow);
    const { roles } = await this.withClient(flags, (client) =>
      client.call<RoleList>({ method: 'GET', path: '/admin/v1/roles' }),
    );
    const found = roles.find(({ name }) => name === args.role);
    if (found === undefined) {
      const names = roles.map(({ name }) => name).join(', ');
      throw new Failure(`There is no role "${args.role}".`, `Roles: ${names}`, EXIT.badInput);
    }
    for (const permission of found.permissions) this.log(permission);
    return found;
  }
}
