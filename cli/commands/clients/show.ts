import type { OAuthClientDetail } from '../../../server/access/index.ts';
import { clientArg, details } from '../../access/words.ts';
import { storeFlags, VaraiCommand } from '../../command.ts';

export default class ClientsShow extends VaraiCommand {
  static override summary = 'Show one OAuth client: what it may do, until when, and how much it was used';
  static override examples = ['<%= config.bin %> clients show CLIENT_ID'];
  static override args = clientArg;
  static override flags = storeFlags;

  async run(): Promise<OAuthClientDetail> {
    const { args, flags } = await this.parse(ClientsShow);
    const path = `/admin/v1/clients/${encodeURIComponent(args.client)}`;
    const found = await this.withClient(flags, (client) =>
      client.call<OAuthClientDetail>({ method: 'GET', path }),
    );
    this.log(details(found.client_id, found));
    return found;
  }
}
