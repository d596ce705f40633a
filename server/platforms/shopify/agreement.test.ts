import fc from 'fast-check';
import { expect, it } from 'vitest';
import { context } from '../testing.ts';
import { readBulkFile } from './bulk-file.ts';
import { factsOf } from './listing.ts';
import { factsOfBody } from './product.ts';

/** One product, told by a webhook, by the GraphQL API, and by the file of a bulk operation. */
const word = fc.constantFrom('Round', 'Panto 52-18-145', 'Acetate & co', 'Größe <b>M</b>', '48', 'Honey', '');
const product = fc.record({
  id: fc.bigInt({ min: 1n, max: 10n ** 19n }),
  seconds: fc.integer({ min: 1_600_000_000, max: 1_900_000_000 }),
  title: fc.constantFrom('Alder round', 'Alder 50□20 145', 'ALDER'),
  html: word,
  vendor: word,
  type: word,
  tags: fc.array(fc.constantFrom('round', 'acetate', 'lens-width:51', 'sale'), { maxLength: 4 }),
  status: fc.constantFrom('active', 'draft', 'archived'),
  isPublished: fc.boolean(),
  category: fc.option(fc.constantFrom('Eyeglasses', 'Sunglasses > Women')),
  images: fc.array(fc.webUrl(), { maxLength: 12 }),
  colours: fc.uniqueArray(fc.constantFrom('Black', 'Honey', 'Smoke Tortoise', 'Blue'), { minLength: 1 }),
  size: fc.option(fc.constantFrom('48', '52-18-145')),
  price: fc.integer({ min: 0, max: 99_999 }),
  quantity: fc.integer({ min: -2, max: 3 }),
  policy: fc.constantFrom('deny', 'continue'),
});

it('a webhook, the API and a bulk operation tell one product in the same words', async () => {
  await fc.assert(
    fc.asyncProperty(product, fc.integer({ min: 1, max: 400 }), async (p, size) => {
      const time = new Date(p.seconds * 1000);
      const iso = time.toISOString();
      const options = [
        { name: 'Frame color', values: p.colours },
        ...(p.size === null ? [] : [{ name: 'Size', values: [p.size] }]),
      ];
      const price = (p.price / 100).toFixed(2);
      const body = {
        id: String(p.id),
        updated_at: new Date(time.getTime() + 3_600_000).toISOString().replace('.000Z', '+01:00'),
        status: p.status,
        published_at: p.isPublished ? iso : null,
        title: p.title,
        body_html: p.html,
        vendor: p.vendor,
        product_type: p.type,
        handle: 'alder',
        tags: p.tags.join(', '),
        category: p.category && { full_name: p.category },
        images: p.images.map((src, i) => ({ id: i + 1, src })),
        options,
        variants: p.colours.map((option1, i) => ({
          id: i + 1,
          price,
          sku: `A-${i}`,
          image_id: p.images.length > i ? i + 1 : null,
          inventory_policy: p.policy,
          inventory_quantity: p.quantity,
          option1,
          option2: p.size,
          option3: null,
        })),
        variant_gids: p.colours.map((_, i) => ({
          admin_graphql_api_id: `gid://shopify/ProductVariant/${i + 1}`,
        })),
      };
      const node = {
        id: `gid://shopify/Product/${p.id}`,
        updatedAt: iso,
        status: p.status.toUpperCase(),
        publishedAt: p.isPublished ? iso : null,
        title: p.title,
        descriptionHtml: p.html,
        vendor: p.vendor,
        productType: p.type,
        handle: 'alder',
        tags: [...new Set(p.tags)],
        category: p.category && { fullName: p.category },
        options,
      };
      const media = p.images.map((url, i) => ({ id: `gid://shopify/MediaImage/${i + 1}`, image: { url } }));
      const metafields = [
        {
          id: 'gid://shopify/Metafield/1',
          namespace: 'shopify',
          key: 'target-gender',
          type: 'list.metaobject_reference',
          value: '["gid://shopify/Metaobject/7"]',
        },
        {
          id: 'gid://shopify/Metafield/2',
          namespace: 'custom',
          key: 'lens_width',
          type: 'number_integer',
          value: '51',
        },
      ];
      const variants = p.colours.map((value, i) => ({
        id: `gid://shopify/ProductVariant/${i + 1}`,
        price,
        sku: `A-${i}`,
        image: p.images[i] === undefined ? null : { url: p.images[i] },
        inventoryPolicy: p.policy.toUpperCase(),
        inventoryQuantity: p.quantity,
        availableForSale: p.policy === 'continue' || p.quantity > 0,
        selectedOptions: [
          ...(p.size === null ? [] : [{ name: 'Size', value: p.size }]),
          { name: 'Frame color', value },
        ],
      }));
      const paged = {
        ...node,
        media: { nodes: media.slice(0, 10) },
        metafields: { nodes: metafields },
        variants: { nodes: variants },
      };
      const labels = new Map([['gid://shopify/Metaobject/7', 'Female']]);
      const facts = factsOf(paged, labels, context);
      expect(facts[0]).toEqual(factsOfBody(body, context)[0]);
      const children = [...variants, ...media, ...metafields];
      const file = [node, ...children.map((child) => ({ ...child, __parentId: node.id }))];
      const [read] = await nodesOfFile(file, size);
      expect(factsOf(read ?? {}, labels, context)).toEqual(facts);
    }),
  );
});

/** What is read of a file that comes in pieces of so many bytes. */
async function nodesOfFile(lines: readonly object[], size: number) {
  const bytes = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const nodes = [];
  const file = { url: '', bytes: bytes.length, products: 1 };
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  for await (const part of readBulkFile(file, { at: 0, done: 0 }, async () => pieces()))
    nodes.push(...part.nodes);
  return nodes;
}
