import type { OAuthClient } from '../../../server/access/index.ts';
import { givenBody, givenFlags } from '../../access/words.ts';
import { VaraiCommand } from '../../command.ts';

type Made = OAuthClient & { client_secret: string };

export default class ClientsCreate extends VaraiCommand {
  static override summary = 'Make an OAuth client: a program that gets tokens for an hour at /oauth/token';
  static override examples = [
    '<%= config.bin %> clients create --label warehouse --role admin_user --scope read:products',
    '<%= config.bin %> clients create --role analytics_service --json',
  ];
  static override flags = givenFlags;

  async run(): Promise<Made> {
    const { flags } = await this.parse(ClientsCreate);
    const body = givenBody(flags);
    const made = await this.withClient(flags, (client) =>
      client.call<Made>({ method: 'POST', path: '/admin/v1/clients', body }),
    );
    this.log(`client_id      ${made.client_id}\nclient_secret  ${made.client_secret}`);
    this.logToStderr('Keep the secret now: it is not shown again.');
    return made;
  }
}
