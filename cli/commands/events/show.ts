import { Args } from '@oclif/core';
import { storeFlags, VaraiCommand } from '../../command.ts';
import { eventLine } from '../../shop/event-words.ts';
import type { SyncEventDetail } from '../../shop/wire.ts';
import { clock } from '../../time.ts';

export default class EventsShow extends VaraiCommand {
  static override summary = 'Show one event, what became of it, and its body';
  static override description = 'Bodies that may name a person are not shown.';
  static override examples = [
    '<%= config.bin %> events show EVENT',
    '<%= config.bin %> events show EVENT --json',
  ];
  static override args = { event: Args.string({ required: true, description: 'Its id (see events list)' }) };
  static override flags = storeFlags;

  async run(): Promise<SyncEventDetail> {
    const { args, flags } = await this.parse(EventsShow);
    const event = await this.withClient(flags, (client) =>
      client.call<SyncEventDetail>({
        method: 'GET',
        path: `/admin/v1/events/${encodeURIComponent(args.event)}`,
      }),
    );
    if (this.jsonEnabled()) return event;
    this.log(eventLine(event));
    this.log(`\nTopic      ${event.topic} (${event.platform})\nHappened   ${clock(event.triggered_at)}`);
    for (const [name, { status, attempts, outcome, error }] of Object.entries(event.deliveries)) {
      this.log(
        `${name.padEnd(10)} ${status}, ${attempts} tries${outcome ? `, ${outcome}` : ''}${error ? `: ${error}` : ''}`,
      );
    }
    this.log(
      `\n${event.body === null ? 'Its body may name a person and is not shown.' : pretty(event.body)}`,
    );
    return event;
  }
}

function pretty(body: string): string {
  try {
    // Long numbers stay as they came: JSON.parse would round ids above 2^53.
    return /\d{16,}/.test(body) ? body : JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
