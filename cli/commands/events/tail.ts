import { storeFlags, VaraiCommand } from '../../command.ts';
import { untilInterrupted } from '../../interrupt.ts';
import { eventFlags, eventLine } from '../../shop/event-words.ts';
import { followEvents } from '../../shop/follow.ts';

export default class EventsTail extends VaraiCommand {
  static override summary = 'Follow a store’s events as they come in and are dealt with';
  static override description = 'Ends with Ctrl+C. With --json each event is a line of JSON.';
  static override examples = [
    '<%= config.bin %> events tail',
    '<%= config.bin %> events tail --type product_updated --json',
  ];
  static override flags = { ...storeFlags, type: eventFlags.type };

  async run(): Promise<void> {
    const { flags } = await this.parse(EventsTail);
    const isJson = this.jsonEnabled();
    await untilInterrupted((signal) =>
      this.connected(flags, async (client) => {
        if (!isJson) this.logToStderr(`Following the events of store "${flags.store}". Ctrl+C ends it.`);
        for await (const event of followEvents(client, signal)) {
          if (flags.type !== undefined && event.event_type !== flags.type) continue;
          process.stdout.write(`${isJson ? JSON.stringify(event) : eventLine(event)}\n`);
        }
      }),
    );
  }

  /** Each event was printed when it came; there is no sum at the end. */
  protected override logJson(json: unknown): void {
    if (json !== undefined) super.logJson(json);
  }
}
