import { Args, Flags } from '@oclif/core';
import { agree } from '../../ask.ts';
import type { Client } from '../../client.ts';
import { storeFlags, VaraiCommand } from '../../command.ts';
import { EXIT, Failure } from '../../failure.ts';
import { eventFlags, eventQuery, statusFlag } from '../../shop/event-words.ts';

interface Replayed {
  replayed: number;
  dry_run: boolean;
}

export default class EventsReplay extends VaraiCommand {
  static override summary = 'Deal with events again: by id, by time, or by what they are';
  static override description =
    'Nothing newer is overwritten: an event that has been overtaken has no effect. A running server does the work.';
  static override examples = [
    '<%= config.bin %> events replay EVENT',
    '<%= config.bin %> events replay --status dead --since 1d',
    '<%= config.bin %> events replay --type product_updated --since 2h --dry-run',
  ];
  static override strict = false;
  static override args = { event: Args.string({ description: 'Ids of events (see events list)' }) };
  static override flags = {
    ...storeFlags,
    ...eventFlags,
    status: statusFlag,
    'dry-run': Flags.boolean({ description: 'Count, change nothing' }),
    yes: Flags.boolean({ char: 'y', description: 'Do not ask' }),
  };

  async run(): Promise<Replayed> {
    const { argv, flags } = await this.parse(EventsReplay);
    const wanted = Object.fromEntries(
      Object.entries(eventQuery(flags)).filter(([, value]) => value !== undefined),
    );
    const event_ids = argv as string[];
    if (event_ids.length === 0 && Object.keys(wanted).length === 0) {
      throw new Failure(
        'Which events?',
        'Name their ids, or choose with --status, --type, --since.',
        EXIT.usage,
      );
    }
    const body = { ...wanted, ...(event_ids.length > 0 ? { event_ids } : {}) };
    const answer = await this.connected(flags, async (client) => {
      const { replayed: count } = await replay(client, { ...body, dry_run: true });
      if (flags['dry-run'] || count === 0) return { replayed: count, dry_run: flags['dry-run'] };
      if (event_ids.length === 0) {
        await agree(`Deal with ${count} events again?`, { yes: flags.yes, json: this.jsonEnabled() });
      }
      return replay(client, body);
    });
    this.log(`${answer.dry_run ? 'Would deal' : 'Dealing'} with ${answer.replayed} events again.`);
    return answer;
  }
}

const replay = (client: Client, body: object) =>
  client.call<Replayed>({ method: 'POST', path: '/admin/v1/events/replay', body });
