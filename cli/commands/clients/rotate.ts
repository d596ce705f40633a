import type { OAuthClient } from '../../../server/access/index.ts';
import { clientArg, rotateFlags } from '../../access/words.ts';
import { VaraiCommand } from '../../command.ts';
import { clock } from '../../time.ts';

type Made = OAuthClient & { client_secret: string };

export default class ClientsRotate extends VaraiCommand {
  static override summary =
    'Put a new secret of an OAuth client in use; the one before stays good for a while';
  static override examples = [
    '<%= config.bin %> clients rotate CLIENT_ID',
    '<%= config.bin %> clients rotate CLIENT_ID --overlap 0',
  ];
  static override args = clientArg;
  static override flags = rotateFlags;

  async run(): Promise<Made> {
    const { args, flags } = await this.parse(ClientsRotate);
    const path = `/admin/v1/clients/${encodeURIComponent(args.client)}/rotate`;
    const body = { overlap_days: flags.overlap };
    const made = await this.withClient(flags, (client) => client.call<Made>({ method: 'POST', path, body }));
    this.log(made.client_secret);
    this.logToStderr('Keep it now: it is not shown again.');
    if (made.previous_good_until !== null)
      this.logToStderr(`The one before it is good until ${clock(made.previous_good_until)}.`);
    return made;
  }
}
