import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openPlatforms } from '../index.ts';
import type { Fact, PlatformApi, ProductPage } from '../platform.ts';
import { connection, outbound, platforms } from '../testing.ts';
import { connected, ids, key, listed, shown } from './testing.ts';

const DAY_MS = 24 * 3_600_000;
const unhurried = { pointsPerSecond: 1e6 };

async function pages(api: PlatformApi, cursor: string | null = null): Promise<ProductPage[]> {
  const all: ProductPage[] = [];
  for await (const page of api.products({ since: null, cursor })) all.push(page);
  return all;
}

const factsIn = (all: readonly ProductPage[]) => all.flatMap(({ facts }) => facts);
const countIn = (all: readonly ProductPage[]) => all.reduce((sum, { products }) => sum + products, 0);
const remarksIn = (all: readonly ProductPage[]) => all.flatMap(({ remark = [] }) => remark);
const inOrder = (facts: readonly Fact[]) =>
  [...facts].sort((a, b) => (key(a) + a.kind < key(b) + b.kind ? -1 : 1));

/** A token that ends with its user's visit, for a session token as Shopify's admin pages make them. */
async function onlineToken(
  url: string,
  { client_id = '', client_secret = '' }: Readonly<Record<string, string>>,
) {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { aud: client_id, dest: url, exp: Date.now() / 1000 + 60 };
  const signed = `${part({ alg: 'HS256' })}.${part(claims)}`;
  const signature = createHmac('sha256', client_secret).update(signed).digest('base64url');
  const answer = await fetch(`${url}/admin/oauth/access_token`, {
    method: 'POST',
    body: JSON.stringify({
      client_id,
      client_secret,
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: `${signed}.${signature}`,
      requested_token_type: 'urn:shopify:params:oauth:token-type:online-access-token',
    }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}

describe('a large Shopify catalogue', () => {
  it('is told by a bulk operation in the same words as page by page', async () => {
    const { double, api, context } = await connected('shopify', { frames: 5000, ...unhurried });
    const [first, second] = double.products.list();
    if (first === undefined || second === undefined) throw new Error('the double has no products');
    const [variant] = first.variants;
    const [image] = first.images;
    double.products.upsert({
      id: first.id,
      variants: Array.from(
        { length: 230 },
        (_, i) => ({ ...variant, id: `${55_000 + i}` }) as (typeof first.variants)[0],
      ),
      images: Array.from(
        { length: 14 },
        (_, i) => ({ ...image, id: `${66_000 + i}` }) as (typeof first.images)[0],
      ),
      metafields: [
        ...Array.from({ length: 120 }, (_, i) => ({
          namespace: 'app',
          key: `note_${i}`,
          type: 'single_line_text_field',
          value: 'round',
        })),
        ...first.metafields,
      ],
    });
    double.products.upsert({ id: second.id, status: 'draft' });
    const inBulk = await pages(api);
    expect(remarksIn(inBulk)).toEqual([]);
    expect(countIn(inBulk)).toBe(4999);
    double.setFault({ bulk: { refuse: 'OPERATION_IN_PROGRESS' } });
    const paged = await pages(api);
    expect(remarksIn(paged)).toEqual([expect.stringContaining('already in progress')]);
    expect(countIn(paged)).toBe(4999);
    expect(inOrder(factsIn(inBulk))).toEqual(inOrder(factsIn(paged)));
    const [told] = factsIn(inBulk).filter((fact) => fact.kind === 'product' && fact.id === first.id);
    expect(told).toMatchObject({ product: { variants: { length: 230 }, images: { length: 10 } } });
    expect(context.currency).toBe('EUR');
  });

  it('costs a few points, however many products it has', async () => {
    let now = 1_800_000_000_000;
    const rests: number[] = [];
    const patient = openPlatforms({
      outbound,
      sleep: async (ms) => {
        rests.push(ms);
        now += ms;
      },
    });
    const options = { frames: 1000, pointsPerSecond: 20, now: () => now };
    const { api } = await connected('shopify', options, { now: () => now }, patient);
    const before = rests.length;
    expect(countIn(await pages(api))).toBe(1000);
    // Only the looks at the operation, each longer than the one before; never for points.
    const looks = rests.slice(before);
    expect(looks).toEqual([...looks].sort((a, b) => a - b));
    expect(Math.max(0, ...looks)).toBeLessThanOrEqual(10_000);
  });

  it('goes on where it stopped, with the same operation, though its file breaks off', async () => {
    const { double, api } = await connected('shopify', { frames: 1200, ...unhurried });
    double.setFault({ bulk: { polls: 2, cut: { after: 900_000, times: 2 } } });
    const whole = await pages(api);
    expect(remarksIn(whole)).toEqual([]);
    expect(whole.slice(0, 2).map(({ facts, products }) => [facts.length, products])).toEqual([
      [0, 0],
      [0, 0],
    ]);
    expect(countIn(whole)).toBe(1200);
    expect(shown(factsIn(whole)).size).toBe(1200);
    const cursors = [...new Set(whole.map(({ cursor }) => cursor))];
    expect(cursors.length).toBeGreaterThan(4);
    for (const [n, cursor] of cursors.entries()) {
      const upTo = whole.slice(0, whole.findLastIndex((page) => page.cursor === cursor) + 1);
      const rest = await pages(api, cursor);
      expect(countIn(upTo) + countIn(rest), `after part ${n}`).toBe(1200);
      expect(shown(factsIn([...upTo, ...rest])).size).toBe(1200);
    }
    const operations = new Set(cursors.map((cursor) => JSON.parse(cursor).place.operation));
    expect(operations.size).toBe(1);
  });

  it('can be left in the middle of its file', async () => {
    const { api } = await connected('shopify', { frames: 3000, ...unhurried });
    let seen = 0;
    for await (const { products } of api.products({ since: null, cursor: null })) {
      seen += products;
      if (seen > 0) break;
    }
    expect(seen).toBe(250);
    expect(await ids(api)).toHaveLength(3000);
  });

  it('begins again when the file is gone, and counts nothing twice', async () => {
    let now = Date.parse('2026-11-01T00:00:00Z');
    const { api } = await connected(
      'shopify',
      { frames: 600, ...unhurried, now: () => now },
      { now: () => now },
    );
    const whole = await pages(api);
    const cut = whole.find(({ products }) => products > 0)?.cursor ?? null;
    now += 8 * DAY_MS;
    const again = await pages(api, cut);
    expect(remarksIn(again)).toEqual([]);
    expect(shown(factsIn(again)).size).toBe(600);
    expect(countIn(again)).toBe(350);
  });

  it.each([
    ['is refused', { refuse: 'LIMIT_REACHED' }, /refused the bulk operation/],
    ['fails', { fail: 'TIMEOUT', polls: 1 }, /FAILED TIMEOUT/],
    ['takes for ever', { polls: 1e6 }, /did not end within 60 minutes/],
    ['gives a file that always breaks off', { cut: { after: 9_000, times: 100 } }, /broke off/],
    ['gives lines in another order', { ungrouped: true }, /not grouped by product/],
  ] as const)('is read page by page where the bulk operation %s', async (_, bulk, why) => {
    const { double, api } = await connected('shopify', { frames: 1000, ...unhurried });
    double.setFault({ bulk });
    const all = await pages(api);
    expect(remarksIn(all)).toEqual([expect.stringMatching(why)]);
    expect(shown(factsIn(all)).size).toBe(1000);
    expect(countIn(all)).toBe(1000);
    const found = await ids(api);
    expect(new Set(found).size).toBe(1000);
    const last = all.at(-2)?.cursor ?? null;
    expect(countIn(await pages(api, last))).toBe(all.at(-1)?.products);
  });

  it('is read page by page with a token that may not run bulk operations', async () => {
    const { double, address, api } = await connected('shopify', { frames: 250, ...unhurried });
    expect(countIn(await pages(api))).toBe(250);
    const online = await onlineToken(double.url, double.credentials);
    const other = platforms.shopify.connect(
      connection(address, { ...double.credentials, access_token: online }),
    );
    const all = await pages(other);
    expect(remarksIn(all)).toHaveLength(1);
    expect(countIn(all)).toBe(250);
  });

  it('is read without the words of its category’s attributes where the scope for them is missing', async () => {
    const told = async (scopes: string, frames: number) => {
      const { api } = await connected('shopify', { frames, scopes, ...unhurried });
      const facts = factsIn(await pages(api));
      const evidence = facts.flatMap((fact) => (fact.kind === 'evidence' ? fact.evidence : []));
      return {
        shown: shown(facts).size,
        taxonomy: evidence.filter(({ source }) => source === 'taxonomy').length,
      };
    };
    for (const frames of [30, 250]) {
      const whole = await told('read_products,read_metaobjects', frames);
      expect(whole.taxonomy).toBeGreaterThan(frames);
      expect(await told('read_products', frames)).toEqual({ shown: frames, taxonomy: 0 });
    }
  });

  it('says what changed page by page, and a small one is not worth an operation', async () => {
    const { double, api } = await connected('shopify', { frames: 300, ...unhurried });
    double.setFault({ bulk: { fail: 'TIMEOUT' } });
    expect((await listed(api, 0)).products).toBe(300);
    for (const { id } of double.titles().slice(150)) double.discard(id);
    const few = await pages(api);
    expect([countIn(few), remarksIn(few)]).toEqual([150, []]);
  });
});
