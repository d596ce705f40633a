import { Flags } from '@oclif/core';
import { showActivity } from '../activity.ts';
import { askText, canAsk } from '../ask.ts';
import type { Client } from '../client.ts';
import { storeFlags, VaraiCommand } from '../command.ts';
import { untilInterrupted } from '../interrupt.ts';
import { readProject, saveProject } from '../project.ts';
import { type ShopAnswers, shopAnswers, shopFlags } from '../shop/answers.ts';
import { connect, connectStep, type Step, standingStore, webhooksStep } from '../shop/connect.ts';
import { refuseSecrets } from '../shop/credentials.ts';
import { checkedOrigins, pageKey, snippet } from '../shop/page-key.ts';
import { pullCatalogue, pullStep } from '../shop/pull.ts';
import type { Store } from '../shop/wire.ts';

interface Made {
  store: Store;
  steps: Step[];
  warnings: string[];
  publishable_key: string | null;
  snippet: string;
}

const MARKS: Record<Step['status'], string> = { done: '✓', unchanged: '✓', skipped: '–' };
const AGAIN = 'Run the same command again: it goes on where it stopped.';

export default class Init extends VaraiCommand {
  static override summary = 'Connect a shop: credentials, webhooks, catalogue, and the lines for its pages';
  static override description =
    'Asks what it needs to know. Every answer is also a flag or an environment variable; credentials come from the environment or standard input only, and with --yes whatever is missing is named. Safe to run twice: after a failure the same command goes on where it stopped. What may be committed is kept in varai.config.json.';
  static override examples = [
    '<%= config.bin %> init',
    'SHOPIFY_CLIENT_SECRET=… SHOPIFY_ACCESS_TOKEN=… <%= config.bin %> init --yes --platform shopify --address lumen.myshopify.com',
    'cat keys.json | <%= config.bin %> init --yes --platform woocommerce --address https://shop.example --credentials-stdin',
  ];
  static override flags = {
    ...storeFlags,
    ...shopFlags,
    origin: Flags.string({ description: 'Website that shows the widget; may be repeated', multiple: true }),
  };

  async run(): Promise<Made> {
    refuseSecrets(this.argv);
    const { flags } = await this.parse(Init);
    const isAsking = canAsk({ yes: flags.yes || flags['credentials-stdin'], json: this.jsonEnabled() });
    const say = (line: string) => this.logToStderr(line);
    const made = await this.connected(flags, async (client) => {
      const standing = await standingStore(client);
      const answers = await shopAnswers({ client, flags, standing, isAsking, say });
      const origins = await this.origins(flags.origin, answers, isAsking);
      return this.make(client, { flags, answers, standing, origins, isAsking, say });
    });
    if (!this.jsonEnabled()) this.log(`\nPut this into the shop’s pages:\n\n${made.snippet}`);
    return made;
  }

  private async make(
    client: Client,
    given: {
      flags: { server?: string | undefined; store: string; 'data-dir'?: string | undefined };
      answers: ShopAnswers;
      standing: Store;
      origins: string[];
      isAsking: boolean;
      say(line: string): void;
    },
  ): Promise<Made> {
    const { flags, answers, standing, origins, say } = given;
    const steps: Step[] = [];
    const tell = (step: Step) => {
      steps.push(step);
      say(`${MARKS[step.status]} ${step.detail}`);
    };
    const connected = await showActivity('Asking the shop', connect(client, answers, given));
    const { step, warnings } = connectStep(connected, standing);
    tell(step);
    for (const warning of warnings) say(`  ! ${warning}`);
    if (connected.webhook_secret !== undefined) {
      say(`  The secret to sign events with, shown once: ${connected.webhook_secret}`);
    }
    if (answers.platform.has_api) {
      const webhooks = await showActivity('Registering webhooks', webhooksStep(client, connected.store));
      tell(webhooks.step);
      for (const { topic, reason } of webhooks.refused) {
        warnings.push(`${topic}: ${reason}`);
        say(`  ! The shop refused ${topic}: ${reason}`);
      }
      tell(
        pullStep(
          await untilInterrupted((signal) =>
            pullCatalogue(client, { full: false, signal, next: AGAIN, say }),
          ),
        ),
      );
    } else {
      tell({
        name: 'catalogue',
        status: 'skipped',
        detail: 'No catalogue to read: this kind of shop has no API.\n  Next: varai catalog import FILE',
      });
    }
    const { key, step: keyStep } = await pageKey(client, origins);
    tell(keyStep);
    const { store } = connected;
    const file = await saveProject({
      store: flags.store,
      platform: answers.platform.name,
      address: store.address ?? answers.address,
      ...(flags.server === undefined ? {} : { server: flags.server }),
      ...(store.webhooks_url === null ? {} : { webhooks_url: store.webhooks_url }),
      origins,
    });
    if (file !== null)
      tell({
        name: 'file',
        status: 'done',
        detail: `Kept in ${file}, without any secret; it may be committed`,
      });
    const server = store.webhooks_url ?? flags.server ?? (await this.ownAddress(flags['data-dir']));
    return {
      store,
      steps,
      warnings,
      publishable_key: key,
      snippet: snippet({ server, key, platform: answers.platform.name }),
    };
  }

  /** Websites that may use the key: as told, as kept, as asked, or else the shop's own address. */
  private async origins(
    given: string[] | undefined,
    { address }: ShopAnswers,
    isAsking: boolean,
  ): Promise<string[]> {
    if (given !== undefined) return checkedOrigins(given);
    const { origins } = await readProject();
    if (origins !== undefined) return checkedOrigins(origins);
    const own = checkedOrigins([
      address.includes('.') || address.includes(':') ? address : `${address}.myshopify.com`,
    ]);
    if (!isAsking) return own;
    const answer = await askText({
      message: 'Websites that will show the widget (separate them with spaces):',
      default: own.join(' '),
    });
    return checkedOrigins(answer.split(/[\s,]+/).filter((word) => word !== ''));
  }

  /** Where `varai serve` would listen. */
  private async ownAddress(dataDir: string | undefined): Promise<string> {
    const { host, port } = await this.settings(dataDir === undefined ? {} : { data_dir: dataDir });
    return `http://${host}:${port}`;
  }
}
