import { Problem } from '../../http/index.ts';
import { isRecord } from '../json-body.ts';
import { localeOf } from '../locale.ts';
import type { ConnectOptions, Fact, PlatformApi, StoreContext } from '../platform.ts';
import { platformAnswerInvalid } from '../problems.ts';
import { type Body, currencyOf, idOf, needId, records, text, utcText, utcTimeOf } from '../reading.ts';
import type { WooClient } from './client.ts';
import { productFact, variantFact } from './product.ts';
import { openWebhooks } from './webhooks.ts';

/** woocommerce-rest-api-docs: wp-api-v3/_introduction.md */
const PER_PAGE = 100;
/** Products whose variations are read at the same time. */
const AT_ONCE = 4;

export function wooApi(options: ConnectOptions, client: WooClient): PlatformApi {
  const context: StoreContext = options.context ?? {
    currency: 'EUR',
    locale: 'en',
    address: options.address,
    extra: {},
  };

  const variationsOf = async (id: string): Promise<Fact[]> => {
    const facts: Fact[] = [];
    for (let page = 1, pages = 1; page <= pages; page += 1) {
      const answer = await client.get(`products/${id}/variations`, { per_page: PER_PAGE, page });
      if (answer === null) return facts;
      pages = answer.pages;
      facts.push(...records(answer.json).map((body) => variantFact(body, id, context)));
    }
    return facts;
  };
  const withVariations = async (body: Body): Promise<Fact[]> => {
    const fact = productFact(body, context);
    const hasVariations = (fact.product?.variant_ids?.length ?? 0) > 0;
    return hasVariations ? [fact, ...(await variationsOf(fact.id))] : [fact];
  };

  return {
    inspect: () => inspect(options.address, client),
    async *products({ since, cursor }) {
      for await (const page of walk(client, since, cursor, {})) {
        const facts: Fact[] = [];
        for (let at = 0; at < page.items.length; at += AT_ONCE) {
          const some = await Promise.all(page.items.slice(at, at + AT_ONCE).map(withVariations));
          facts.push(...some.flat());
        }
        yield { facts, cursor: page.cursor, total: page.total, products: page.items.length };
      }
    },
    async *productIds() {
      const fields = { _fields: 'id,status,catalog_visibility,type,date_modified_gmt' };
      for await (const { items } of walk(client, null, null, fields)) {
        yield items
          .filter(
            (item) =>
              item.status === 'publish' && item.catalog_visibility !== 'hidden' && item.type !== 'grouped',
          )
          .map((item) => needId(item, 'id'));
      }
    },
    async product({ product_id, variant_id }) {
      const asked = product_id ?? variant_id;
      if (asked === null) return [];
      const answer = await client.get(`products/${asked}`);
      const body = answer?.json;
      if (!isRecord(body)) {
        const gone = { id: asked, updated_at: options.now() };
        return product_id !== null
          ? [{ kind: 'product', ...gone, product: null }]
          : [{ kind: 'variant', ...gone, product_id: null, variant: null, evidence: [] }];
      }
      const parent = body.type === 'variation' ? idOf(body.parent_id) : null;
      if (parent === null) return withVariations(body);
      const owner = await client.get(`products/${parent}`);
      return isRecord(owner?.json) ? withVariations(owner.json) : [variantFact(body, null, context)];
    },
    ...openWebhooks(client),
  };
}

interface Place {
  /** Products changed before this were dealt with, ms since the epoch. */
  from: number | null;
  page: number;
  isEnd: boolean;
}

/**
 * Pages in the order of change, each asked for by the time the last one ended at, so that neither changes nor
 * deletions move what is still to come. Only products changed in the same second are paged through by number.
 */
async function* walk(
  client: WooClient,
  since: number | null,
  cursor: string | null,
  fields: Record<string, string>,
): AsyncGenerator<{ items: Body[]; cursor: string; total: number | null }> {
  let place: Place = cursor === null ? { from: since, page: 1, isEnd: false } : (JSON.parse(cursor) as Place);
  let total: number | null = null;
  let seen = new Set<string>();
  while (!place.isEnd) {
    const { from, page } = place;
    const answer = await client.get('products', {
      ...fields,
      per_page: PER_PAGE,
      page,
      orderby: 'modified',
      order: 'asc',
      status: 'any',
      // "After" is without the second itself.
      ...(from === null ? {} : { modified_after: utcText(from - 1000), dates_are_gmt: 'true' }),
    });
    if (answer === null || !Array.isArray(answer.json)) {
      throw platformAnswerInvalid({ detail: 'GET products answered with no list.' });
    }
    total ??= answer.total;
    const items = records(answer.json);
    const fresh = items.filter((item) => !seen.has(needId(item, 'id')));
    const last = Math.max(from ?? 0, ...items.map((item) => utcTimeOf(item.date_modified_gmt) ?? 0));
    const isEnd = items.length < PER_PAGE || page >= answer.pages;
    const isNewSecond = from === null || last > from;
    if (isNewSecond) seen = new Set();
    for (const item of items) {
      if (utcTimeOf(item.date_modified_gmt) === last) seen.add(needId(item, 'id'));
    }
    place = { from: last, page: isNewSecond ? 1 : page + 1, isEnd };
    yield { items: fresh, cursor: JSON.stringify(place), total };
  }
}

async function inspect(address: string, client: WooClient): ReturnType<PlatformApi['inspect']> {
  const site = await client.index();
  if (Array.isArray(site.namespaces) && !site.namespaces.includes('wc/v3')) {
    throw platformAnswerInvalid({ detail: 'WooCommerce is not active on this WordPress site.' });
  }
  const products = await client.get('products', { per_page: 1, status: 'publish' });
  const { settings, warning } = await settingsOf(client);
  const country = String(settings.get('woocommerce_default_country') ?? '').slice(0, 2);
  return {
    name: text(site.name, 200) ?? new URL(address).host,
    version: null,
    product_count: products?.total ?? null,
    context: {
      currency: currencyOf(settings.get('woocommerce_currency'), 'EUR'),
      locale: localeOf(country),
      address: (text(site.home, 500) ?? address).replace(/\/+$/, ''),
      extra: {},
    },
    warnings: warning === null ? [] : [warning],
  };
}

/** The general settings; a key whose user may not see them can still be told the currency. */
async function settingsOf(
  client: WooClient,
): Promise<{ settings: ReadonlyMap<unknown, unknown>; warning: string | null }> {
  try {
    const answer = await client.get('settings/general');
    return { settings: new Map(records(answer?.json).map(({ id, value }) => [id, value])), warning: null };
  } catch (cause) {
    if (!(cause instanceof Problem) || !/forbidden|unauthorized/.test(cause.kind.code)) throw cause;
    const current = await client.get('data/currencies/current');
    const code = isRecord(current?.json) ? current.json.code : undefined;
    return {
      settings: new Map([['woocommerce_currency', code]]),
      warning:
        "The key's user may not see the shop's settings: webhooks can't be registered. Make the key for a shop manager or administrator.",
    };
  }
}
