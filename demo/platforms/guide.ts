import type { App } from '../../server/http/index.ts';
import type { Double, DoubleName } from './double.ts';
import { startPlatformDouble } from './index.ts';

const FRAMES = 30;
/** Shopify takes a custom app's token or a client id; the token is what most merchants have. */
const UNUSED: Readonly<Record<DoubleName, readonly string[]>> = {
  shopify: ['client_id'],
  woocommerce: [],
  magento: [],
};
const TITLES: Readonly<Record<DoubleName, string>> = {
  shopify: 'Shopify',
  woocommerce: 'WooCommerce',
  magento: 'Magento',
};

export interface Platforms {
  /** How to connect each, and how to change what it sells: text for a terminal. */
  guide: string;
  close(): Promise<void>;
}

/** Starts a shop of each platform beside a server, for whoever has none to try with. */
export async function startPlatforms(server: { app: App; url: string }, dataDir: string): Promise<Platforms> {
  const envOf = await credentialNames(server.app);
  const names = Object.keys(TITLES) as DoubleName[];
  const doubles = await Promise.all(names.map((name) => startPlatformDouble(name, { frames: FRAMES })));
  const guides = names.map((name, i) => guide(name, doubles[i] as Double, envOf, server.url, dataDir));
  return {
    guide: guides.join('\n\n'),
    async close() {
      await Promise.all(doubles.map((double) => double.close()));
    },
  };
}

function guide(
  name: DoubleName,
  double: Double,
  envOf: (platform: string, field: string) => string,
  serverUrl: string,
  dataDir: string,
): string {
  const secrets = Object.entries(double.credentials)
    .filter(([field]) => !UNUSED[name].includes(field))
    .map(([field, value]) => `${envOf(name, field)}=${value} \\`);
  const command = [
    'VARAI_ALLOW_PRIVATE_SHOPS=true \\',
    `varai init --yes --store ${name}-demo --platform ${name} --address ${double.url} \\`,
    `  --webhooks-url ${serverUrl} --origin ${serverUrl} --data-dir ${dataDir}`,
  ];
  const product = double.titles()[0];
  return [
    `A ${TITLES[name]} shop of ${FRAMES} frames is at ${double.url}. Connect it:`,
    '',
    ...[...secrets, ...command].map((line) => `  ${line}`),
    '',
    'Then change a frame there, and see it arrive (varai events tail):',
    '',
    `  curl -d '{"price":"99.00","stock":2}' ${double.url}/_double/products/${encodeURIComponent(product?.id ?? '')}`,
  ].join('\n');
}

/** The environment variable each credential is read from, as the server tells every client. */
async function credentialNames(app: App): Promise<(platform: string, field: string) => string> {
  const answer = await app.inject({ url: '/admin/v1/platforms' });
  const { platforms } = answer.json<{
    platforms: { name: string; credential_fields: { name: string; env: string }[] }[];
  }>();
  return (platform, field) =>
    platforms.find(({ name }) => name === platform)?.credential_fields.find(({ name }) => name === field)
      ?.env ?? `${platform}_${field}`.toUpperCase();
}
