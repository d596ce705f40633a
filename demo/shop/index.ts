import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import type { ProductInput } from '../../server/catalog/index.ts';
import type { App } from '../../server/http/index.ts';
import { cartPage } from './cart-page.ts';
import { gridPage } from './grid-page.ts';
import { notFoundPage } from './not-found-page.ts';
import type { ShopData } from './page.ts';
import { productPage } from './product-page.ts';

export interface DemoShopDeps {
  readonly products: readonly ProductInput[];
  readonly publishableKey: string;
  readonly currency: string;
  /** Addresses of the drawn faces on offer. */
  readonly sampleFaces: readonly string[];
  /** The drawing behind a file name, or null. */
  frameSvg(file: string): string | null;
  /** A drawn face as JPEG, or null. */
  faceImage(name: string): Promise<Buffer | null>;
}

/** As strict as a shop can be: the widget has to live with it. */
const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
  'permissions-policy': 'camera=(self)',
  'cache-control': 'no-cache',
} as const;

const ASSETS = { 'shop.css': 'text/css', 'shop.js': 'text/javascript', 'icon.svg': 'image/svg+xml' } as const;
type AssetName = keyof typeof ASSETS;

const open = { access: 'public' } as const;
const fileParam = Type.Object({ file: Type.String({ maxLength: 200 }) });
const gridQuery = Type.Object({
  shape: Type.Optional(Type.String({ maxLength: 40 })),
  material: Type.Optional(Type.String({ maxLength: 40 })),
  page: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
});
const productQuery = Type.Object({ widget: Type.Optional(Type.Literal('off')) });

/** A small eyewear shop with the widget on it, for `npm start`. Its routes are public and not part of the API. */
export function demoShop(deps: DemoShopDeps): (app: App) => Promise<void> {
  const { publishableKey, currency, sampleFaces } = deps;
  const shop: ShopData = { publishableKey, currency, sampleFaces };
  const products = new Map(deps.products.map((product) => [product.product_id, product]));
  return async (app) => {
    const hidden = { hide: true };
    const assets = await readAssets();

    app.get('/', { schema: hidden, config: open }, (_, reply) => reply.redirect('/demo'));
    app.get('/demo', { schema: { ...hidden, querystring: gridQuery }, config: open }, (request, reply) =>
      reply.headers(PAGE_HEADERS).send(gridPage(shop, deps.products, request.query)),
    );
    app.get(
      '/demo/products/:id',
      {
        schema: { ...hidden, params: Type.Object({ id: Type.String() }), querystring: productQuery },
        config: open,
      },
      (request, reply) => {
        const product = products.get(request.params.id);
        reply.headers(PAGE_HEADERS);
        if (product === undefined) return reply.code(404).send(notFoundPage());
        return reply.send(productPage(shop, product, request.query.widget !== 'off'));
      },
    );
    app.get('/demo/cart', { schema: hidden, config: open }, (_, reply) =>
      reply.headers(PAGE_HEADERS).send(cartPage()),
    );
    const files = { schema: { ...hidden, params: fileParam }, config: open };
    app.get('/demo/assets/:file', files, ({ params }, reply) =>
      sendFile(reply, assets[params.file as AssetName] ?? null, ASSETS[params.file as AssetName], 300),
    );
    app.get('/demo/frames/:file', files, ({ params }, reply) =>
      sendFile(reply, deps.frameSvg(params.file), 'image/svg+xml', 86_400),
    );
    app.get('/demo/faces/:file', files, async ({ params }, reply) =>
      sendFile(reply, await deps.faceImage(params.file.replace(/\.jpg$/, '')), 'image/jpeg', 86_400),
    );
  };
}

function sendFile(reply: FastifyReply, content: string | Buffer | null, type: string, seconds: number) {
  if (content === null) return reply.code(404).headers(PAGE_HEADERS).send(notFoundPage());
  return reply
    .header('content-type', type.startsWith('text/') ? `${type}; charset=utf-8` : type)
    .header('cache-control', `public, max-age=${seconds}`)
    .send(content);
}

/** The shop's own files, found from its source and from `dist/` alike: both lie two folders below the root. */
const ASSETS_DIR = join(import.meta.dirname, '../../demo/shop/assets');

async function readAssets(): Promise<Partial<Record<AssetName, string>>> {
  const names = Object.keys(ASSETS) as AssetName[];
  const read = names.map(async (name) => [name, await readFile(join(ASSETS_DIR, name), 'utf8')] as const);
  return Object.fromEntries(await Promise.all(read));
}
