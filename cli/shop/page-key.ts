import type { ApiKey } from '../../server/access/index.ts';
import type { Client } from '../client.ts';
import { EXIT, Failure } from '../failure.ts';
import type { Step } from './connect.ts';

/** The key the shop's pages carry: one that stands for these websites, or a new one where VARAI_API_KEY may make keys. */
export async function pageKey(
  client: Client,
  origins: readonly string[],
): Promise<{ key: string | null; step: Step }> {
  try {
    const { keys } = await client.call<{ keys: ApiKey[] }>({ method: 'GET', path: '/admin/v1/keys' });
    const standing = keys.find(
      ({ publishable_key, allowed_origins }) =>
        publishable_key !== undefined && origins.every((origin) => allowed_origins.includes(origin)),
    );
    const where = origins.length === 0 ? 'no website yet' : origins.join(' ');
    if (standing?.publishable_key !== undefined) {
      const detail = `Key for the pages of ${where}: ${standing.publishable_key}, there already`;
      return { key: standing.publishable_key, step: { name: 'key', status: 'unchanged', detail } };
    }
    const made = await client.call<{ key: string }>({
      method: 'POST',
      path: '/admin/v1/keys',
      body: { kind: 'publishable', label: 'varai init', allowed_origins: origins },
    });
    const detail = `Made a key for the pages of ${where}: ${made.key}`;
    return { key: made.key, step: { name: 'key', status: 'done', detail } };
  } catch (error) {
    if (!(error instanceof Failure) || error.exitCode !== EXIT.authentication) throw error;
    const flags = origins.map((origin) => ` --origin ${origin}`).join('');
    const detail = `No key was made: VARAI_API_KEY may not make keys.\n  With one that may manage:users: varai keys create${flags}`;
    return { key: null, step: { name: 'key', status: 'skipped', detail } };
  }
}

/** Websites as browsers name them. @throws Failure naming one that is none */
export function checkedOrigins(origins: readonly string[]): string[] {
  return origins.map((text) => {
    const whole = text.includes('://') ? text : `https://${text}`;
    if (URL.canParse(whole) && /^https?:/.test(whole)) return new URL(whole).origin;
    throw new Failure(`"${text}" is not a website.`, 'Give it such as https://shop.example', EXIT.usage);
  });
}

/** Where each platform's pages put a variant into the cart, as a link. */
const CART_LINKS: Readonly<Record<string, string>> = {
  shopify: '/cart/add?id={variant_id}&quantity=1',
  woocommerce: '/?add-to-cart={variant_id}',
};

/** What goes into the shop's pages. */
export function snippet(options: { server: string; key: string | null; platform: string }): string {
  const cart = CART_LINKS[options.platform];
  const cartUrl = cart === undefined ? '' : ` data-cart-url="${cart}"`;
  return [
    `<script type="module" src="${options.server}/widgets/varai.js"></script>`,
    `<varai-discovery data-server="${options.server}" data-key="${options.key ?? 'pk_…'}"${cartUrl}>`,
    '</varai-discovery>',
  ].join('\n');
}
