import { Args } from '@oclif/core';
import { yesFlag } from '../../access/words.ts';
import { agree } from '../../ask.ts';
import { storeFlags, VaraiCommand } from '../../command.ts';

export default class RolesUngrant extends VaraiCommand {
  static override summary = 'Take back what was lent';
  static override examples = ['<%= config.bin %> roles ungrant GRANT_ID --yes'];
  static override args = { grant: Args.string({ required: true, description: 'Its id (see roles grants)' }) };
  static override flags = { ...storeFlags, ...yesFlag };

  async run(): Promise<{ removed: string }> {
    const { args, flags } = await this.parse(RolesUngrant);
    await agree(`Take back ${args.grant}?`, { yes: flags.yes, json: this.jsonEnabled() });
    const path = `/admin/v1/grants/${encodeURIComponent(args.grant)}`;
    await this.withClient(flags, (client) => client.call({ method: 'DELETE', path }));
    this.log(`Took back ${args.grant}.`);
    return { removed: args.grant };
  }
}
