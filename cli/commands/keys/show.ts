import type { ApiKeyDetail } from '../../../server/access/index.ts';
import { details, keyArg } from '../../access/words.ts';
import { storeFlags, VaraiCommand } from '../../command.ts';

export default class KeysShow extends VaraiCommand {
  static override summary = 'Show one API key: what it may do, until when, and how much it was used';
  static override examples = ['<%= config.bin %> keys show KEY_ID'];
  static override args = keyArg;
  static override flags = storeFlags;

  async run(): Promise<ApiKeyDetail> {
    const { args, flags } = await this.parse(KeysShow);
    const path = `/admin/v1/keys/${encodeURIComponent(args.key)}`;
    const found = await this.withClient(flags, (client) =>
      client.call<ApiKeyDetail>({ method: 'GET', path }),
    );
    this.log(details(found.key_id, found));
    return found;
  }
}
