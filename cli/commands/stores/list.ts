import { storeFlags, VaraiCommand } from '../../command.ts';
import type { Store } from '../../shop/wire.ts';

export default class StoresList extends VaraiCommand {
  static override summary = 'List the stores on this machine';
  static override examples = ['<%= config.bin %> stores list', '<%= config.bin %> stores list --json'];
  static override flags = { 'data-dir': storeFlags['data-dir'] };

  async run(): Promise<{ stores: Store[] }> {
    const { flags } = await this.parse(StoresList);
    const answer = await this.withClient({ ...flags, store: 'default' }, (client) =>
      client.call<{ stores: Store[] }>({ method: 'GET', path: '/admin/v1/stores' }),
    );
    if (this.jsonEnabled()) return answer;
    if (answer.stores.length === 0) {
      this.log('No stores yet.\nNext:  varai init');
      return answer;
    }
    const { table } = await import('../../table.ts');
    const rows = answer.stores.map(({ store_id, name, status, platform, address, currency }) => [
      store_id,
      name,
      status,
      platform ?? '',
      address ?? '',
      currency,
    ]);
    this.log(table(['Store', 'Name', 'Status', 'Platform', 'Address', 'Currency'], rows));
    return answer;
  }
}
