import { storeFlags, VaraiCommand } from '../../command.ts';
import type { Registration } from '../../shop/wire.ts';

export default class WebhooksList extends VaraiCommand {
  static override summary = 'List the shop’s webhooks that lead here';
  static override examples = ['<%= config.bin %> webhooks list', '<%= config.bin %> webhooks list --json'];
  static override flags = storeFlags;

  async run(): Promise<{ webhooks: Registration[] }> {
    const { flags } = await this.parse(WebhooksList);
    const answer = await this.withClient(flags, (client) =>
      client.call<{ webhooks: Registration[] }>({ method: 'GET', path: '/admin/v1/store/webhooks' }),
    );
    if (this.jsonEnabled()) return answer;
    if (answer.webhooks.length === 0) {
      this.log('The shop sends nothing here.\nNext:  varai webhooks register');
      return answer;
    }
    const { table } = await import('../../table.ts');
    const rows = answer.webhooks.map(({ id, topic, event_type, status }) => [
      id,
      topic,
      event_type ?? '',
      status,
    ]);
    this.log(table(['Webhook', 'Topic', 'Becomes', 'Status'], rows));
    return answer;
  }
}
