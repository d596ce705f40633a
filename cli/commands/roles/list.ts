import type { RoleList } from '../../../server/access/index.ts';
import { storeFlags, VaraiCommand } from '../../command.ts';

export default class RolesList extends VaraiCommand {
  static override summary = 'List the roles there are, what each allows, and the policies';
  static override examples = ['<%= config.bin %> roles list', '<%= config.bin %> roles list --json'];
  static override flags = storeFlags;

  async run(): Promise<RoleList> {
    const { flags } = await this.parse(RolesList);
    const answer = await this.withClient(flags, (client) =>
      client.call<RoleList>({ method: 'GET', path: '/admin/v1/roles' }),
    );
    const { table } = await import('../../table.ts');
    const names = answer.roles.map(({ name }) => name);
    const all = [...new Set(answer.roles.flatMap(({ permissions }) => permissions))].sort();
    const rows = all.map((permission) => [
      permission,
      ...answer.roles.map(({ permissions }) => (permissions.includes(permission) ? 'yes' : '')),
    ]);
    this.log(table(['May', ...names], rows));
    this.log('');
    this.log(
      table(
        ['Policy', 'Rule'],
        answer.policies.map(({ name, rule }) => [name, rule]),
      ),
    );
    return answer;
  }
}
