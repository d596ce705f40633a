import { Type } from 'typebox';
import type { Cache } from '../data/index.ts';
import { type App, callerOf, oneOf, ProblemSchema } from '../http/index.ts';
import { type Catalog, productsTag } from './catalog.ts';
import { paced } from './paced.ts';
import { pageSteps } from './pages.ts';
import { CATALOG_FORMATS } from './parse-catalog.ts';
import { noSuchProduct } from './problems.ts';
import { ImportResult, Product, ProductInput, PublicProduct, type StoredProduct } from './schema.ts';

const MAX_FILE_BYTES = 50 * 1024 * 1024;
/** Mission §3.2, productCache: `product:{store_id}:{product_id}`, one hour. */
const PRODUCT_TTL_MS = 3_600_000;

const ImportQuery = Type.Object({
  format: Type.Optional(oneOf(CATALOG_FORMATS)),
  mode: Type.Optional(oneOf(['merge', 'replace'])),
  skip_invalid: Type.Optional(
    Type.Boolean({ description: 'Leave faulty rows out instead of refusing the file' }),
  ),
  dry_run: Type.Optional(Type.Boolean({ description: 'Say what would happen, change nothing' })),
});

const ListQuery = Type.Object({
  limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
  cursor: Type.Optional(Type.String({ maxLength: 1024 })),
  q: Type.Optional(Type.String({ maxLength: 200, description: 'Words of the title, brand, tags or id' })),
});

const ProductPage = Type.Object({
  products: Type.Array(Product),
  next_cursor: Type.Union([Type.String(), Type.Null()]),
  total: Type.Integer({ description: 'Products that match, on all pages' }),
});

const ProductId = Type.Object({ product_id: Type.String({ minLength: 1, maxLength: 128 }) });
const problems = { '4xx': ProblemSchema };

export interface CatalogFeatureDeps {
  catalog: Catalog;
  cache: Cache;
}

/** Registers the routes of the catalogue. */
export function catalogFeature(deps: CatalogFeatureDeps): (app: App) => Promise<void> {
  return async (app) => {
    await app.register(async (scope: App) => importRoute(scope, deps.catalog));
    adminRoutes(app, deps.catalog);
    publicRoute(app, deps);
  };
}

function importRoute(app: App, catalog: Catalog): void {
  // The file is handed on as bytes: it is read in short steps, which a JSON body parser would not do.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MAX_FILE_BYTES }, (_, body, done) =>
    done(null, body),
  );
  app.post(
    '/admin/v1/products/import',
    {
      schema: {
        summary: 'Import products',
        description:
          'Takes a CSV table, a JSON list or a Google Merchant feed (RSS, Atom or tab-separated), up to 50 MB. ' +
          'Every row is checked first; if one is faulty nothing is imported, unless skip_invalid=true.',
        tags: ['catalog'],
        querystring: ImportQuery,
        response: { 200: ImportResult, ...problems },
      },
      config: {
        access: 'write:configuration',
        body: {
          'text/csv': Type.String(),
          'application/json': Type.Object({ products: Type.Array(ProductInput) }),
          'application/xml': Type.String(),
          'text/tab-separated-values': Type.String(),
        },
      },
      bodyLimit: MAX_FILE_BYTES,
    },
    async (request) => {
      const file = request.body instanceof Uint8Array ? request.body : new Uint8Array();
      return catalog.import(callerOf(request).store_id, file, request.query);
    },
  );
}

function adminRoutes(app: App, catalog: Catalog): void {
  const tags = ['catalog'];
  app.get(
    '/admin/v1/products',
    {
      schema: {
        summary: 'List products',
        tags,
        querystring: ListQuery,
        response: { 200: ProductPage, ...problems },
      },
      config: { access: 'read:products' },
    },
    async (request) => paced(pageSteps(await catalog.snapshot(callerOf(request).store_id), request.query)),
  );
  app.get(
    '/admin/v1/products/:product_id',
    {
      schema: { summary: 'One product', tags, params: ProductId, response: { 200: Product, ...problems } },
      config: { access: 'read:products' },
    },
    async (request) => {
      const { byId } = await catalog.snapshot(callerOf(request).store_id);
      const product = byId.get(request.params.product_id);
      if (product === undefined) throw noSuchProduct();
      return product;
    },
  );
  app.delete(
    '/admin/v1/products/:product_id',
    {
      schema: {
        summary: 'Remove a product',
        tags,
        params: ProductId,
        response: { 204: Type.Null(), ...problems },
      },
      config: { access: 'write:configuration' },
    },
    async (request, reply) => {
      const removed = await catalog.remove(callerOf(request).store_id, request.params.product_id);
      if (!removed) throw noSuchProduct();
      return reply.code(204).send(null);
    },
  );
}

function publicRoute(app: App, { catalog, cache }: CatalogFeatureDeps): void {
  app.get(
    '/v1/products/:product_id',
    {
      schema: {
        summary: 'One product, as the shop’s page may know it',
        tags: ['catalog'],
        params: ProductId,
        response: { 200: PublicProduct, ...problems },
      },
      config: { access: 'read:recommendations' },
    },
    async (request, reply) => {
      const { store_id: storeId } = callerOf(request);
      const { product_id: id } = request.params;
      const key = `product:${storeId}:${id}`;
      // The version goes with the text, so that an answer made before a change is never taken for one after it.
      const stamp = `${await catalog.version(storeId)}\n`;
      const cached = await cache.get(key);
      let json = cached?.startsWith(stamp) ? cached.slice(stamp.length) : null;
      if (json === null) {
        const product = await catalog.product(storeId, id);
        if (product === undefined) throw noSuchProduct();
        json = JSON.stringify(publicView(product));
        await cache.set(key, stamp + json, { ttlMs: PRODUCT_TTL_MS, tags: [productsTag(storeId)] });
      }
      return reply.type('application/json; charset=utf-8').send(json as unknown as PublicProduct);
    },
  );
}

function publicView(product: StoredProduct): PublicProduct {
  const { _id, store_id, stock, created_at, variants, ...rest } = product;
  return { ...rest, variants: variants.map(({ stock: _, sku: __, ...variant }) => variant) };
}
