import { canAsk } from '../../ask.ts';
import { storeFlags, VaraiCommand } from '../../command.ts';
import { shopAnswers, shopFlags } from '../../shop/answers.ts';
import { connect, connectStep, type Step, standingStore, webhooksStep } from '../../shop/connect.ts';
import { refuseSecrets } from '../../shop/credentials.ts';
import type { Store } from '../../shop/wire.ts';

export default class StoresAdd extends VaraiCommand {
  static override summary = 'Connect a store to its shop and register its webhooks, and no more than that';
  static override description =
    'Takes the answers of `init`, from the same flags, variables and questions. The catalogue is read by `catalog pull`.';
  static override examples = [
    '<%= config.bin %> stores add --store lumen --platform shopify --address lumen.myshopify.com',
    'cat keys.json | <%= config.bin %> stores add --store north --platform magento --address https://north.example --credentials-stdin',
  ];
  static override flags = { ...storeFlags, ...shopFlags };

  async run(): Promise<{ store: Store; steps: Step[] }> {
    refuseSecrets(this.argv);
    const { flags } = await this.parse(StoresAdd);
    const isAsking = canAsk({ yes: flags.yes || flags['credentials-stdin'], json: this.jsonEnabled() });
    const say = (line: string) => this.logToStderr(line);
    return this.connected(flags, async (client) => {
      const standing = await standingStore(client);
      const answers = await shopAnswers({ client, flags, standing, isAsking, say });
      const connected = await connect(client, answers, { isAsking, say });
      const { step, warnings } = connectStep(connected, standing);
      const steps = [step];
      if (connected.webhook_secret !== undefined) {
        warnings.push(`The secret to sign events with, shown once: ${connected.webhook_secret}`);
      }
      if (answers.platform.has_api) {
        const webhooks = await webhooksStep(client, connected.store);
        steps.push(webhooks.step);
        warnings.push(...webhooks.refused.map(({ topic, reason }) => `The shop refused ${topic}: ${reason}`));
      }
      for (const { detail } of steps) this.log(detail);
      for (const warning of warnings) say(`! ${warning}`);
      return {
        store: connected.store,
        steps,
        ...(connected.webhook_secret ? { webhook_secret: connected.webhook_secret } : {}),
      };
    });
  }
}
