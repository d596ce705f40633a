import { Args, Flags } from '@oclif/core';
import type { Client } from '../../client.ts';
import { storeFlags, VaraiCommand } from '../../command.ts';
import { EXIT, Failure } from '../../failure.ts';
import { refuseUnconnected, standingStore } from '../../shop/connect.ts';

interface Sample {
  path: string;
  headers: Record<string, string>;
  body: string;
}

interface Triggered {
  sent_to: string;
  event_type: string;
  answer: unknown;
}

export default class EventsTrigger extends VaraiCommand {
  static override summary = 'Send a signed sample event, as the store’s platform would';
  static override description =
    'Goes the whole way: to the server’s public door, through the signature check, into the log and what follows. The sample’s ids exist in no shop; a sample product goes again with the next `catalog pull --full`.';
  static override examples = [
    '<%= config.bin %> events trigger product_updated',
    '<%= config.bin %> events trigger order_created --platform shopify --to https://varai.example',
  ];
  static override args = { type: Args.string({ required: true, description: 'Such as product_updated' }) };
  static override flags = {
    ...storeFlags,
    platform: Flags.string({ description: 'Refuse unless the store is on this platform' }),
    to: Flags.string({ description: 'Public address of the server; this store’s own server unless given' }),
  };

  async run(): Promise<Triggered> {
    const { args, flags } = await this.parse(EventsTrigger);
    const triggered = await this.withClient(flags, async (client) => {
      const store = await standingStore(client);
      refuseUnconnected(store);
      if (flags.platform !== undefined && flags.platform !== store.platform) {
        throw new Failure(
          `Store "${flags.store}" is on ${store.platform}, not on ${flags.platform}.`,
          'Name another with --store, or leave --platform out.',
          EXIT.usage,
        );
      }
      const body = { event_type: args.type };
      const sample = await client.call<Sample>({ method: 'POST', path: '/admin/v1/events/sample', body });
      const answer = flags.to === undefined ? await sendHere(client, sample) : await sendTo(flags.to, sample);
      return { sent_to: flags.to ?? flags.server ?? 'this machine', event_type: args.type, answer };
    });
    this.log(
      `Sent ${args.type} to ${triggered.sent_to}: accepted.\nNext:  varai events list --type ${args.type} --store ${flags.store}`,
    );
    return triggered;
  }
}

const sendHere = (client: Client, { path, headers, body }: Sample) =>
  client.call({
    method: 'POST',
    path,
    headers,
    body: Buffer.from(body),
    contentType: headers['content-type'] ?? '',
  });

async function sendTo(url: string, { path, headers, body }: Sample): Promise<unknown> {
  if (!URL.canParse(url))
    throw new Failure(
      `"${url}" is not an address.`,
      'Give it whole, such as https://varai.example',
      EXIT.usage,
    );
  const response = await fetch(new URL(path, url), { method: 'POST', headers, body }).catch(() => {
    throw new Failure(`${url} does not answer.`, 'Check the address.', EXIT.unreachable);
  });
  const text = await response.text();
  if (!response.ok)
    throw new Failure(`${url} answered ${response.status}: ${text}`, 'See the server’s log.', EXIT.badInput);
  return text === '' ? null : JSON.parse(text);
}
