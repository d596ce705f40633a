import { storeFlags, VaraiCommand } from '../../command.ts';
import { standingStore } from '../../shop/connect.ts';
import type { PullState, Store } from '../../shop/wire.ts';
import { clock } from '../../time.ts';

export default class StoresShow extends VaraiCommand {
  static override summary =
    'Show a store: its shop, its address for events, and how far its catalogue is read';
  static override examples = [
    '<%= config.bin %> stores show',
    '<%= config.bin %> stores show --store lumen --json',
  ];
  static override flags = storeFlags;

  async run(): Promise<{ store: Store; pull: PullState }> {
    const { flags } = await this.parse(StoresShow);
    const shown = await this.withClient(flags, async (client) => ({
      store: await standingStore(client),
      pull: await client.call<PullState>({ method: 'GET', path: '/admin/v1/store/pull' }),
    }));
    const { store, pull } = shown;
    const read =
      pull.ended_at === null ? pull.status : `${pull.status}, ${clock(pull.ended_at)}, ${pull.done} products`;
    for (const [name, value] of [
      ['Store', store.store_id],
      ['Name', store.name],
      ['Status', store.status],
      ['Shop', store.platform === null ? '–' : `${store.platform} at ${store.address}`],
      ['Events go to', store.webhooks_url ?? '– (changes are found by asking)'],
      ['Currency', store.currency],
      ['Language', store.locale],
      ['Connected', clock(store.connected_at)],
      ['Last reading', read],
    ] as const) {
      this.log(`${name.padEnd(14)}${value}`);
    }
    return shown;
  }
}
