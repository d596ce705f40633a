import { storeFlags, VaraiCommand } from '../../command.ts';
import { EXIT } from '../../failure.ts';
import type { Verified } from '../../shop/wire.ts';

export default class StoresVerify extends VaraiCommand {
  static override summary = 'Check a store’s credentials, webhooks and events, and compare every product';
  static override description =
    'Ends with 6 when something is not as it should be, and says what to do about it.';
  static override examples = [
    '<%= config.bin %> stores verify',
    '<%= config.bin %> stores verify --store lumen --json',
  ];
  static override flags = storeFlags;

  async run(): Promise<Verified> {
    const { flags } = await this.parse(StoresVerify);
    const verified = await this.withClient(flags, (client) =>
      client.call<Verified>({ method: 'POST', path: '/admin/v1/store/verify' }),
    );
    for (const { ok, name, detail, next } of verified.checks) {
      this.log(`${ok ? '✓' : '✗'} ${name}: ${detail}${next === null ? '' : `\n    Next:  ${next}`}`);
    }
    if (!verified.ok) process.exitCode = EXIT.broken;
    return verified;
  }
}
