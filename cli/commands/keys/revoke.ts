import { keyArg, yesFlag } from '../../access/words.ts';
import { agree } from '../../ask.ts';
import { storeFlags, VaraiCommand } from '../../command.ts';

export default class KeysRevoke extends VaraiCommand {
  static override summary = 'Revoke one API key: it is refused everywhere within a second';
  static override examples = ['<%= config.bin %> keys revoke KEY_ID --yes'];
  static override args = keyArg;
  static override flags = { ...storeFlags, ...yesFlag };

  async run(): Promise<{ revoked: string }> {
    const { args, flags } = await this.parse(KeysRevoke);
    await agree(`Revoke ${args.key}? It can't be taken back.`, { yes: flags.yes, json: this.jsonEnabled() });
    const path = `/admin/v1/keys/${encodeURIComponent(args.key)}`;
    await this.withClient(flags, (client) => client.call({ method: 'DELETE', path }));
    this.log(`Revoked ${args.key}.`);
    return { revoked: args.key };
  }
}
