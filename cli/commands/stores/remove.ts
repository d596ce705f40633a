import { Flags } from '@oclif/core';
import { agree } from '../../ask.ts';
import { storeFlags, VaraiCommand } from '../../command.ts';
import { refuseUnconnected, standingStore } from '../../shop/connect.ts';

interface Removed {
  webhooks_removed: number;
  products_removed: number;
}

export default class StoresRemove extends VaraiCommand {
  static override summary = 'Disconnect a store: its webhooks and credentials go';
  static override examples = [
    '<%= config.bin %> stores remove --store lumen',
    '<%= config.bin %> stores remove --store lumen --products remove --yes',
  ];
  static override flags = {
    ...storeFlags,
    products: Flags.string({
      description: 'What becomes of its products',
      options: ['keep', 'remove'],
      default: 'keep',
    }),
    yes: Flags.boolean({ char: 'y', description: 'Do not ask' }),
  };

  async run(): Promise<Removed> {
    const { flags } = await this.parse(StoresRemove);
    const removed = await this.connected(flags, async (client) => {
      const store = await standingStore(client);
      refuseUnconnected(store);
      const products = flags.products === 'remove' ? ', and all its products with it' : '';
      await agree(`Disconnect ${store.name} (${store.address})${products}?`, {
        yes: flags.yes,
        json: this.jsonEnabled(),
      });
      return client.call<Removed>({
        method: 'DELETE',
        path: '/admin/v1/store',
        query: { products: flags.products },
      });
    });
    const { webhooks_removed, products_removed } = removed;
    this.log(`Disconnected. ${webhooks_removed} webhooks and ${products_removed} products removed.`);
    return removed;
  }
}
