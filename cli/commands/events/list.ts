import { Flags } from '@oclif/core';
import { storeFlags, VaraiCommand } from '../../command.ts';
import { EVENT_HEADERS, eventFlags, eventQuery, eventRow, statusFlag } from '../../shop/event-words.ts';
import type { SyncEvent } from '../../shop/wire.ts';

interface Page {
  events: SyncEvent[];
  cursor: string | null;
}

export default class EventsList extends VaraiCommand {
  static override summary = 'List a store’s events, newest first';
  static override examples = [
    '<%= config.bin %> events list --since 2h',
    '<%= config.bin %> events list --type product_updated --status dead --json',
  ];
  static override flags = {
    ...storeFlags,
    ...eventFlags,
    status: statusFlag,
    limit: Flags.integer({ description: 'How many', default: 50, min: 1, max: 200 }),
    cursor: Flags.string({ description: 'Where the page before ended' }),
  };

  async run(): Promise<Page> {
    const { flags } = await this.parse(EventsList);
    const page = await this.withClient(flags, (client) =>
      client.call<Page>({
        method: 'GET',
        path: '/admin/v1/events',
        query: { ...eventQuery(flags), limit: flags.limit, cursor: flags.cursor },
      }),
    );
    if (this.jsonEnabled()) return page;
    const { table } = await import('../../table.ts');
    if (page.events.length === 0) this.log(`No such events in store "${flags.store}".`);
    else this.log(table(EVENT_HEADERS, page.events.map(eventRow)));
    if (page.cursor !== null) this.log(`\nMore: --cursor ${page.cursor}`);
    return page;
  }
}
