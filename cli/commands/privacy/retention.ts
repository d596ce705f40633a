import { Flags } from '@oclif/core';
import { storeFlags, VaraiCommand } from '../../command.ts';
import { countsInWords } from '../../privacy.ts';

interface Schedule {
  schedule: { name: string; classification: string; retention: string; retention_days: number | null }[];
  removed?: Record<string, number> | undefined;
}

export default class PrivacyRetention extends VaraiCommand {
  static override summary =
    'How long everything about people is kept; with --run remove what has been kept long enough';
  static override examples = [
    '<%= config.bin %> privacy retention',
    '<%= config.bin %> privacy retention --run',
  ];
  static override flags = {
    ...storeFlags,
    run: Flags.boolean({ description: 'Sweep now; a running server does so every hour' }),
  };

  async run(): Promise<Schedule> {
    const { flags } = await this.parse(PrivacyRetention);
    const answer = await this.withClient(flags, async (client): Promise<Schedule> => {
      const schedule = await client.call<Schedule>({ method: 'GET', path: '/privacy/v1/retention' });
      if (!flags.run) return schedule;
      const path = '/admin/v1/privacy/retention/run';
      return {
        ...schedule,
        ...(await client.call<{ removed: Schedule['removed'] }>({ method: 'POST', path })),
      };
    });
    const { table } = await import('../../table.ts');
    const rows = answer.schedule.map(({ name, classification, retention }) => [
      name,
      classification,
      retention,
    ]);
    this.log(table(['What', 'Class', 'Kept'], rows));
    if (answer.removed) this.log(`\nRemoved now: ${countsInWords(answer.removed)}.`);
    return answer;
  }
}
