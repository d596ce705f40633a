import { storeFlags, VaraiCommand } from '../../command.ts';
import { shopFlags } from '../../shop/answers.ts';
import { refuseUnconnected, standingStore, webhooksDetail } from '../../shop/connect.ts';
import type { Changes } from '../../shop/wire.ts';

export default class WebhooksRegister extends VaraiCommand {
  static override summary = 'Make sure that the shop sends its events here';
  static override description =
    'Registers what is missing, and mends what the shop has disabled. May be called at any time.';
  static override examples = [
    '<%= config.bin %> webhooks register',
    '<%= config.bin %> webhooks register --webhooks-url https://varai.example',
  ];
  static override flags = { ...storeFlags, 'webhooks-url': shopFlags['webhooks-url'] };

  async run(): Promise<Changes> {
    const { flags } = await this.parse(WebhooksRegister);
    const changes = await this.withClient(flags, async (client) => {
      const webhooks_url = flags['webhooks-url'];
      if (webhooks_url !== undefined) {
        const store = await standingStore(client);
        refuseUnconnected(store);
        const { platform, address } = store;
        await client.call({
          method: 'PUT',
          path: '/admin/v1/store',
          body: { platform, address, credentials: {}, webhooks_url },
        });
      }
      return client.call<Changes>({ method: 'PUT', path: '/admin/v1/store/webhooks' });
    });
    this.log(webhooksDetail(changes).detail);
    for (const { topic, reason } of changes.refused)
      this.logToStderr(`! The shop refused ${topic}: ${reason}`);
    return changes;
  }
}
