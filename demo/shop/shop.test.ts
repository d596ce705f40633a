import Fastify from 'fastify';
import { beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../server/http/index.ts';
import { demoCatalogue } from '../frames/catalogue.ts';
import { html } from './html.ts';
import { demoShop } from './index.ts';

const products = demoCatalogue();
const EVIL = `"><script>alert('x')</script>`;
let app: App;

beforeAll(async () => {
  app = Fastify() as unknown as App;
  const [first] = products;
  if (first === undefined) throw new Error('an empty catalogue');
  await app.register(
    demoShop({
      products: [{ ...first, product_id: 'evil', title: EVIL, description: EVIL, brand: EVIL }, ...products],
      publishableKey: 'pk_test',
      currency: 'EUR',
      sampleFaces: ['/demo/faces/ada.jpg'],
      frameSvg: () => '<svg/>',
      faceImage: async () => null,
    }),
  );
});

const has = (shape: string | null, material: string) =>
  products.some(({ eyewear }) => eyewear.shape === shape && eyewear.material === material);

const get = async (url: string) => {
  const { statusCode, headers, body } = await app.inject(url);
  return { statusCode, headers, body };
};

describe('the demo shop', () => {
  it('shows every frame, and only those of a shape when asked', async () => {
    const all = await get('/demo');
    expect(all.body).toContain(`${products.length + 1} frames`);
    const round = products.filter(({ eyewear }) => eyewear.shape === 'round').length;
    expect((await get('/demo?shape=round')).body).toContain(`<p class="found">${round} frames</p>`);
  });

  it('says so when no frame has all that was asked, and shows the last page for one beyond it', async () => {
    const none = products.map(({ eyewear }) => eyewear.shape).find((shape) => !has(shape, 'titanium'));
    const { body } = await get(`/demo?shape=${none}&material=titanium`);
    expect(body).toContain('<p class="found">0 frames</p>');
    expect(body).toContain('None has all of that.');
    expect((await get('/demo?page=99')).body).toContain('class="tile"');
  });

  it('puts the widget on a product’s page with its key and product, and leaves it off when asked', async () => {
    const id = products[0]?.product_id ?? '';
    const { body } = await get(`/demo/products/${id}`);
    expect(body).toContain(`<varai-discovery data-key="pk_test" data-product-id="${id}"`);
    expect((await get(`/demo/products/${id}?widget=off`)).body).not.toMatch(/varai-discovery|varai\.js/);
  });

  it.each(['/demo', '/demo/products/evil', '/demo/cart'])('lets no markup through on %s', async (page) => {
    const { body, headers } = await get(page);
    expect(body).not.toContain('<script>');
    expect(body).not.toMatch(/\son\w+=/);
    expect(headers['content-security-policy']).not.toContain('unsafe');
  });

  it('answers what is not there with a page, and nothing from outside its folder', async () => {
    expect((await get('/demo/products/none')).statusCode).toBe(404);
    expect((await get('/demo/assets/..%2Findex.ts')).statusCode).toBe(404);
    expect((await get('/demo/assets/shop.js')).headers['content-type']).toContain('text/javascript');
  });
});

describe('html', () => {
  it('escapes values and keeps what html made', () => {
    expect(html`<b title="${`"'`}">${'<&>'}${html`<i>${1}</i>`}${null}${false}</b>`.text).toBe(
      '<b title="&quot;&#39;">&lt;&amp;&gt;<i>1</i></b>',
    );
  });
});
