import type { ApiKey } from '../../../server/access/index.ts';
import { storeFlags, VaraiCommand } from '../../command.ts';

export default class KeysList extends VaraiCommand {
  static override summary = 'List the API keys of a store on this machine';
  static override examples = ['<%= config.bin %> keys list --store demo'];
  static override flags = { store: storeFlags.store, 'data-dir': storeFlags['data-dir'] };

  async run(): Promise<{ keys: ApiKey[] }> {
    const { flags } = await this.parse(KeysList);
    const answer = await this.withClient(flags, (client) =>
      client.call<{ keys: ApiKey[] }>({ method: 'GET', path: '/admin/v1/keys' }),
    );
    if (this.jsonEnabled()) return answer;
    if (answer.keys.length === 0) {
      this.log(`No keys in store "${flags.store}".\nNext:  varai keys create --store ${flags.store}`);
      return answer;
    }
    const { table } = await import('../../table.ts');
    const rows = answer.keys.map(({ hint, publishable_key, kind, label, allowed_origins, created_at }) => [
      publishable_key ?? hint,
      kind,
      label,
      allowed_origins.join(' '),
      new Date(created_at).toISOString().slice(0, 10),
    ]);
    this.log(table(['Key', 'Kind', 'Label', 'Websites', 'Made'], rows));
    return answer;
  }
}
