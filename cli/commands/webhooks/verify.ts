import { storeFlags, VaraiCommand } from '../../command.ts';
import { EXIT } from '../../failure.ts';
import type { Registration } from '../../shop/wire.ts';

export default class WebhooksVerify extends VaraiCommand {
  static override summary = 'Check that the shop sends its events here';
  static override description = 'Ends with 6 when none is registered, or one is disabled.';
  static override examples = [
    '<%= config.bin %> webhooks verify',
    '<%= config.bin %> webhooks verify --json',
  ];
  static override flags = storeFlags;

  async run(): Promise<{ ok: boolean; active: number; disabled: Registration[] }> {
    const { flags } = await this.parse(WebhooksVerify);
    const { webhooks } = await this.withClient(flags, (client) =>
      client.call<{ webhooks: Registration[] }>({ method: 'GET', path: '/admin/v1/store/webhooks' }),
    );
    const disabled = webhooks.filter(({ status }) => status === 'disabled');
    const ok = webhooks.length > 0 && disabled.length === 0;
    this.log(`${ok ? '✓' : '✗'} ${webhooks.length} registered, ${disabled.length} disabled`);
    for (const { id, topic } of disabled) this.log(`    ${topic} (${id}) is disabled`);
    if (!ok) {
      this.logToStderr('Next:  varai webhooks register');
      process.exitCode = EXIT.broken;
    }
    return { ok, active: webhooks.length - disabled.length, disabled };
  }
}
