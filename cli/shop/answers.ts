import { Flags } from '@oclif/core';
import { askChoice, askText } from '../ask.ts';
import type { Client } from '../client.ts';
import { EXIT, Failure } from '../failure.ts';
import { type Project, readProject } from '../project.ts';
import { askCredentials, type Credentials, givenCredentials, howToGive } from './credentials.ts';
import type { PlatformInfo, Store } from './wire.ts';

/** What the commands that connect a shop can be told. */
export const shopFlags = {
  platform: Flags.string({
    description: 'Shop system: shopify, woocommerce, magento, html',
    env: 'VARAI_PLATFORM',
  }),
  address: Flags.string({ description: 'Address of the shop', env: 'VARAI_ADDRESS' }),
  'webhooks-url': Flags.string({
    description: 'Public address of this server, where the shop sends its events',
    env: 'VARAI_WEBHOOKS_URL',
  }),
  name: Flags.string({ description: 'What the store is called; the shop’s own name unless given' }),
  'credentials-stdin': Flags.boolean({ description: 'Read the credentials as JSON from standard input' }),
  yes: Flags.boolean({ char: 'y', description: 'Ask nothing: a missing answer is an error' }),
};

export interface ShopFlags {
  platform?: string | undefined;
  address?: string | undefined;
  'webhooks-url'?: string | undefined;
  name?: string | undefined;
  'credentials-stdin': boolean;
  server?: string | undefined;
}

/** Everything needed to connect a store to its shop. */
export interface ShopAnswers {
  platform: PlatformInfo;
  address: string;
  /** Those that were given now; what the server keeps already need not be among them. */
  credentials: Credentials;
  webhooks_url: string | null;
  name: string | undefined;
}

export interface Asking {
  client: Client;
  flags: ShopFlags;
  standing: Store;
  isAsking: boolean;
  say(line: string): void;
}

/** @throws Failure naming everything that is missing, when nobody can be asked. */
export async function shopAnswers({ client, flags, standing, isAsking, say }: Asking): Promise<ShopAnswers> {
  const { platforms } = await client.call<{ platforms: PlatformInfo[] }>({
    method: 'GET',
    path: '/admin/v1/platforms',
  });
  const project = await readProject();
  const missing: string[] = [];
  const name =
    flags.platform ??
    project.platform ??
    standing.platform ??
    (isAsking ? await askPlatform(platforms) : null);
  const platform = platforms.find((one) => one.name === name);
  if (name !== null && platform === undefined) {
    throw new Failure(
      `"${name}" is no shop system.`,
      `Choose one: ${platforms.map((one) => one.name).join(', ')}`,
      EXIT.usage,
    );
  }
  if (platform === undefined) missing.push('--platform (or VARAI_PLATFORM)');
  const isSame = platform !== undefined && standing.platform === platform.name;
  const known = flags.address ?? project.address ?? (isSame ? standing.address : null);
  const address = known ?? (isAsking && platform !== undefined ? await askAddress(platform.name) : null);
  if (address === null || address === '') missing.push('--address (or VARAI_ADDRESS)');

  const fields = platform?.credential_fields ?? [];
  const given = await givenCredentials(fields, { stdin: flags['credentials-stdin'], env: process.env });
  const isKept =
    isSame && standing.status !== 'unconnected' && withoutSlash(standing.address) === withoutSlash(address);
  const needed = isKept ? [] : fields.filter((field) => field.required && given[field.name] === undefined);
  const isComplete = isKept || (needed.length === 0 && Object.keys(given).length > 0) || fields.length === 0;
  if (!isAsking) missing.push(...needed.map(howToGive));
  if (missing.length > 0 || platform === undefined || address === null) {
    throw new Failure(
      `Nobody can be asked here, and this is missing:\n${missing.map((one) => `  ${one}`).join('\n')}`,
      'Give it, or run the command in a terminal to be asked.',
      EXIT.usage,
      { missing },
    );
  }
  const credentials = isComplete || !isAsking ? given : await askCredentials(fields, given, say);
  return {
    platform,
    address,
    credentials,
    webhooks_url: await webhooksUrl(flags, project, standing, isAsking && !isKept),
    name: flags.name,
  };
}

const withoutSlash = (address: string | null) => address?.replace(/\/+$/, '').replace(/^https:\/\//, '');

const TITLES: Readonly<Record<string, string>> = {
  shopify: 'Shopify',
  woocommerce: 'WooCommerce',
  magento: 'Magento',
  html: 'Another shop (plain HTML)',
};

const askPlatform = (platforms: readonly PlatformInfo[]) =>
  askChoice(
    'Which shop system?',
    platforms.map(({ name }) => ({ name: TITLES[name] ?? name, value: name })),
  );

const askAddress = async (platform: string) =>
  (
    await askText({
      message: platform === 'shopify' ? 'Name of the shop (….myshopify.com):' : 'Address of the shop:',
    })
  ).trim();

/** Where the shop can reach this server; null when it can't. */
async function webhooksUrl(
  flags: ShopFlags,
  project: Project,
  standing: Store,
  isAsking: boolean,
): Promise<string | null> {
  const isPublic = flags.server?.startsWith('https://') === true;
  const known = flags['webhooks-url'] ?? project.webhooks_url ?? standing.webhooks_url;
  if (known !== null) return checkedUrl(known);
  if (!isAsking) return isPublic ? (flags.server ?? null) : null;
  const answer = await askText({
    message: 'Public address of this server, for the shop’s events (empty when it has none):',
    ...(isPublic && flags.server !== undefined ? { default: flags.server } : {}),
  });
  return answer.trim() === '' ? null : checkedUrl(answer.trim());
}

function checkedUrl(url: string): string {
  if (/^https?:\/\//.test(url) && URL.canParse(url)) return url.replace(/\/+$/, '');
  throw new Failure(
    `"${url}" is not an address.`,
    'Give it whole, such as https://varai.example',
    EXIT.usage,
  );
}

const isLoopback = (url: string) => /^https?:\/\/(localhost|127\.|\[::1\])/.test(url);

/** Whether a shop elsewhere could never reach this address. */
export function isOutOfReach(webhooksUrl: string, shopAddress: string): boolean {
  return isLoopback(webhooksUrl) && !isLoopback(shopAddress);
}
