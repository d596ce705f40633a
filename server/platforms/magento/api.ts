import { isRecord } from '../json-body.ts';
import { webLocale } from '../locale.ts';
import type { ConnectOptions, Fact, PlatformApi, StoreContext } from '../platform.ts';
import { platformAnswerInvalid } from '../problems.ts';
import { type Body, currencyOf, idOf, needId, records, text, utcText } from '../reading.ts';
import { extraOf, isOfUse, type MagentoAttribute, optionsOf } from './attributes.ts';
import { type Filter, type MagentoClient, searchCriteria } from './client.ts';
import { factsOf, unknownAttributes } from './product.ts';
import { NO_MODULE, openWebhooks, readWebhooks } from './webhooks.ts';

/** Magento can limit pages to 300 (commerce-webapi: get-started/api-security.md); each product is long. */
const PAGE_SIZE = 100;
const SHOWN: readonly Filter[] = [
  { field: 'status', value: 1, condition: 'eq' },
  { field: 'visibility', value: '2,3,4', condition: 'in' },
];

export function magentoApi(options: ConnectOptions, client: MagentoClient): PlatformApi {
  const { now } = options;
  let context: StoreContext = options.context ?? {
    currency: 'EUR',
    locale: 'en',
    address: options.address,
    extra: {},
  };

  /** Learns the words of options the context has none for; each attribute is asked for once. */
  const asked = new Set<string>();
  const learn = async (bodies: readonly Body[]) => {
    const codes = new Set(bodies.flatMap((body) => unknownAttributes(body, context)));
    for (const code of codes) {
      if (asked.has(code)) continue;
      asked.add(code);
      const options = optionsOf(await client.get(`products/attributes/${encodeURIComponent(code)}/options`));
      const { attributes } = extraOf(context);
      const known = attributes[code];
      const next = { ...attributes, [code]: { label: known?.label ?? code, options } };
      context = { ...context, extra: { ...context.extra, attributes: next } };
    }
  };
  const factsFor = async (bodies: readonly Body[]): Promise<Fact[]> => {
    await learn(bodies);
    return bodies.flatMap((body) => factsOf(body, context, now()));
  };
  const byIds = async (ids: readonly string[]): Promise<Body[]> => {
    const found: Body[] = [];
    for (let at = 0; at < ids.length; at += PAGE_SIZE) {
      const some = ids.slice(at, at + PAGE_SIZE).join(',');
      found.push(...(await search(client, [{ field: 'entity_id', value: some, condition: 'in' }])).items);
    }
    return found;
  };

  return {
    inspect: () => inspect(options.address, client, options.credentials.store_code),
    async *products({ since, cursor }) {
      // All: what is shown, with its parts beside it. Changes: each by itself, parts and hidden products among them.
      const filters: readonly Filter[] =
        since === null
          ? SHOWN
          : [{ field: 'updated_at', value: utcText(since).replace('T', ' '), condition: 'gteq' }];
      for await (const { items, cursor: next, total } of walk(client, filters, cursor)) {
        const parts = since === null ? await byIds(items.flatMap(partsOf)) : [];
        yield {
          facts: await factsFor([...items, ...parts]),
          cursor: next,
          total,
          products: items.length,
        };
      }
    },
    async *productIds() {
      const fields = { fields: 'items[id],total_count' };
      for await (const { items } of walk(client, SHOWN, null, fields))
        yield items.map((item) => needId(item, 'id'));
    },
    async product({ product_id, variant_id }) {
      const id = product_id ?? variant_id;
      if (id === null) return [];
      const [body] = await byIds([id]);
      if (body === undefined) {
        const updated_at = now();
        return [
          { kind: 'product', id, updated_at, product: null },
          { kind: 'variant', id, product_id: null, updated_at, variant: null, evidence: [] },
        ];
      }
      return factsFor([body, ...(await byIds(partsOf(body)))]);
    },
    ...openWebhooks(client),
  };
}

/** The simple products a configurable one is made of, by id. */
function partsOf(body: Body): string[] {
  const extensions = isRecord(body.extension_attributes) ? body.extension_attributes : {};
  const links = extensions.configurable_product_links;
  return Array.isArray(links) ? links.map(idOf).filter((id) => id !== null) : [];
}

async function search(
  client: MagentoClient,
  filters: readonly Filter[],
  fields: Record<string, string> = {},
): Promise<{ items: Body[]; total: number | null }> {
  const answer = await client.get('products', {
    ...searchCriteria(filters, { pageSize: PAGE_SIZE, sortBy: 'entity_id' }),
    ...fields,
  });
  if (!isRecord(answer)) throw platformAnswerInvalid({ detail: 'GET products answered with no list.' });
  const { total_count } = answer;
  return { items: records(answer.items), total: typeof total_count === 'number' ? total_count : null };
}

/**
 * Pages by id, each the first page of what comes after the last one: nothing that changes meanwhile moves the rest,
 * and no page past the end is asked for, for which Magento would repeat the last one.
 */
async function* walk(
  client: MagentoClient,
  filters: readonly Filter[],
  cursor: string | null,
  fields: Record<string, string> = {},
): AsyncGenerator<{ items: Body[]; cursor: string; total: number | null }> {
  let last = cursor ?? '0';
  let total: number | null = null;
  for (let isEnd = false; !isEnd; ) {
    const after: Filter = { field: 'entity_id', value: last, condition: 'gt' };
    const page = await search(client, [...filters, after], fields);
    isEnd = page.items.length < PAGE_SIZE;
    const end = page.items.at(-1);
    if (end !== undefined) last = needId(end, 'id');
    if (cursor === null) total ??= page.total;
    yield { items: page.items, cursor: last, total };
  }
}

async function inspect(
  address: string,
  client: MagentoClient,
  storeCode: unknown,
): ReturnType<PlatformApi['inspect']> {
  const configs = records(await client.get('store/storeConfigs'));
  const config = configs.find(({ code }) => code === storeCode) ?? configs[0];
  if (config === undefined) throw platformAnswerInvalid({ detail: 'The shop has no store view.' });
  const views = records(await client.get('store/storeViews'));
  const { total } = await search(client, SHOWN, { fields: 'items[id],total_count' });
  const webhooks = await readWebhooks(client);
  const media = text(config.secure_base_media_url, 500) ?? text(config.base_media_url, 500);
  return {
    name: text(views.find(({ code }) => code === config.code)?.name, 200) ?? new URL(address).host,
    version: null,
    product_count: total,
    context: {
      currency: currencyOf(config.default_display_currency_code ?? config.base_currency_code, 'EUR'),
      locale: webLocale(config.locale),
      address: (text(config.secure_base_url, 500) ?? address).replace(/\/+$/, ''),
      extra: {
        media_url: media ?? `${address}/media/`,
        attributes: await readAttributes(client),
        categories: await readCategories(client),
      },
    },
    warnings: webhooks === null ? [NO_MODULE] : [],
  };
}

/** What attributes tell of frames, and the words of their options. */
async function readAttributes(client: MagentoClient): Promise<Record<string, MagentoAttribute>> {
  const found: Record<string, MagentoAttribute> = {};
  const inputs: Filter = { field: 'frontend_input', value: 'select,multiselect,text', condition: 'in' };
  const answer = await client.get('products/attributes', searchCriteria([inputs], { pageSize: 300 }));
  for (const attribute of records(isRecord(answer) ? answer.items : [])) {
    const code = String(attribute.attribute_code);
    const label = text(attribute.default_frontend_label, 100) ?? code;
    if (!isOfUse(code, label)) continue;
    const isChosen = attribute.frontend_input !== 'text';
    found[code] = { label, options: isChosen ? optionsOf(attribute.options) : null };
  }
  return found;
}

async function readCategories(client: MagentoClient): Promise<Record<string, string>> {
  const answer = await client.get('categories/list', searchCriteria([], { pageSize: 300 }));
  const pairs = records(isRecord(answer) ? answer.items : []).flatMap(({ id, name }): [string, string][] => {
    const [key, words] = [idOf(id), text(name, 300)];
    return key === null || words === null ? [] : [[key, words]];
  });
  return Object.fromEntries(pairs);
}
