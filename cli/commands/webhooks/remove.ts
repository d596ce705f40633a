import { Args, Flags } from '@oclif/core';
import { agree } from '../../ask.ts';
import { storeFlags, VaraiCommand } from '../../command.ts';

export default class WebhooksRemove extends VaraiCommand {
  static override summary = 'Remove one of the shop’s webhooks that lead here, or all';
  static override examples = [
    '<%= config.bin %> webhooks remove 1300000000001',
    '<%= config.bin %> webhooks remove --yes',
  ];
  static override args = { id: Args.string({ description: 'Which; all unless given (see webhooks list)' }) };
  static override flags = { ...storeFlags, yes: Flags.boolean({ char: 'y', description: 'Do not ask' }) };

  async run(): Promise<{ removed: number }> {
    const { args, flags } = await this.parse(WebhooksRemove);
    const { id } = args;
    const mode = { yes: flags.yes, json: this.jsonEnabled() };
    if (id === undefined) await agree('Remove every webhook that leads here?', mode);
    const answer = await this.withClient(flags, (client) =>
      client.call<{ removed: number }>({
        method: 'DELETE',
        path: `/admin/v1/store/webhooks${id === undefined ? '' : `/${encodeURIComponent(id)}`}`,
      }),
    );
    this.log(`Removed ${answer.removed}. Changes are found by asking the shop every few minutes.`);
    return answer;
  }
}
