import { Flags } from '@oclif/core';
import { storeFlags, VaraiCommand } from '../../command.ts';
import { EVENT_HEADERS, eventFlags, eventQuery, eventRow } from '../../shop/event-words.ts';
import type { SyncEvent } from '../../shop/wire.ts';

interface Page {
  events: SyncEvent[];
  cursor: string | null;
}

export default class EventsDead extends VaraiCommand {
  static override summary = 'List the events that were given up after five tries';
  static override examples = [
    '<%= config.bin %> events dead',
    '<%= config.bin %> events dead --since 1d --json',
  ];
  static override flags = {
    ...storeFlags,
    ...eventFlags,
    limit: Flags.integer({ description: 'How many', default: 50, min: 1, max: 200 }),
    cursor: Flags.string({ description: 'Where the page before ended' }),
  };

  async run(): Promise<Page> {
    const { flags } = await this.parse(EventsDead);
    const page = await this.withClient(flags, (client) =>
      client.call<Page>({
        method: 'GET',
        path: '/admin/v1/events',
        query: { ...eventQuery(flags), status: 'dead', limit: flags.limit, cursor: flags.cursor },
      }),
    );
    if (this.jsonEnabled()) return page;
    if (page.events.length === 0) {
      this.log('None was given up.');
      return page;
    }
    const { table } = await import('../../table.ts');
    this.log(table(EVENT_HEADERS, page.events.map(eventRow)));
    if (page.cursor !== null) this.log(`\nMore: --cursor ${page.cursor}`);
    this.log('\nOnce the cause is mended:  varai events replay --status dead');
    return page;
  }
}
