import { clientArg, yesFlag } from '../../access/words.ts';
import { agree } from '../../ask.ts';
import { storeFlags, VaraiCommand } from '../../command.ts';

export default class ClientsRevoke extends VaraiCommand {
  static override summary = 'Revoke one OAuth client: it is refused everywhere within a second';
  static override examples = ['<%= config.bin %> clients revoke CLIENT_ID --yes'];
  static override args = clientArg;
  static override flags = { ...storeFlags, ...yesFlag };

  async run(): Promise<{ revoked: string }> {
    const { args, flags } = await this.parse(ClientsRevoke);
    await agree(`Revoke ${args.client}? It can't be taken back.`, {
      yes: flags.yes,
      json: this.jsonEnabled(),
    });
    const path = `/admin/v1/clients/${encodeURIComponent(args.client)}`;
    await this.withClient(flags, (client) => client.call({ method: 'DELETE', path }));
    this.log(`Revoked ${args.client}.`);
    return { revoked: args.client };
  }
}
