import type { ProductInput } from '../../server/catalog/index.ts';
import { type Html, html } from './html.ts';
import { askButton, page, priceText, type ShopData, widget } from './page.ts';

/** What a shopper asked the list for, as the address says it. */
export interface GridQuery {
  readonly shape?: string | undefined;
  readonly material?: string | undefined;
  readonly page?: number | undefined;
}

type Filter = 'shape' | 'material';
const FILTERS: readonly Filter[] = ['shape', 'material'];
const PER_PAGE = 24;

const words = (value: string) => value.replaceAll('_', ' ');

/** All frames, filtered by links, so the shop works without a line of script. */
export function gridPage(shop: ShopData, products: readonly ProductInput[], query: GridQuery): string {
  const matching = products.filter((product) =>
    FILTERS.every((name) => query[name] === undefined || product.eyewear[name] === query[name]),
  );
  const pages = Math.max(1, Math.ceil(matching.length / PER_PAGE));
  const at = Math.min(Math.max(1, query.page ?? 1), pages);
  const shown = matching.slice((at - 1) * PER_PAGE, at * PER_PAGE);
  const title = query.shape ? `${capital(words(query.shape))} frames` : 'Frames';
  return page({
    title,
    description: `${products.length} frames, drawn to their true proportions.`,
    withWidget: true,
    main: html`
<section class="hero">
<div>
<h1>Frames that fit,<br>found in a minute.</h1>
<p>${products.length} frames in true millimetres. Measure your face with one photo, or just look around.</p>
<div class="offers">${widget(shop, null)} ${askButton}</div>
</div>
<img src="${products[3]?.images[0] ?? ''}" alt="" width="640" height="384" fetchpriority="high">
</section>
<section aria-label="Filters" class="filters">
${FILTERS.map((name) => filterRow(name, products, query))}
</section>
<p class="found">${matching.length} frames</p>
${matching.length === 0 && html`<p>None has all of that. <a href="/demo">Look at all of them</a></p>`}
<ul class="grid">
${shown.map((product, i) => tile(product, i))}
</ul>
${pager(query, at, pages)}`,
  });
}

function tile(product: ProductInput, i: number): Html {
  const { product_id, title, brand, price, currency, images, variants, in_stock } = product;
  return html`<li><a class="tile" href="/demo/products/${encodeURIComponent(product_id)}">
<img src="${images[0] ?? ''}" alt="" width="400" height="240"${i > 5 && html` loading="lazy"`}>
<b>${title}</b>
<span>${brand ?? ''}${variants.length > 1 && ` · ${variants.length} colours`}</span>
<span class="price">${in_stock ? priceText(price, currency) : 'Sold out'}</span>
</a></li>
`;
}

function filterRow(name: Filter, products: readonly ProductInput[], query: GridQuery): Html {
  const values = [...new Set(products.map((product) => product.eyewear[name]))].filter((v) => v !== null);
  const link = (value: string | undefined, label: string) => {
    const isCurrent = query[name] === value;
    return html`<a href="${address({ ...query, [name]: value, page: undefined })}"${
      isCurrent && html` aria-current="true"`
    }>${label}</a>`;
  };
  return html`<div class="chips">${[
    link(undefined, `Any ${name}`),
    ...values.sort().map((value) => link(value, capital(words(value)))),
  ]}</div>`;
}

function pager(query: GridQuery, at: number, pages: number): Html {
  if (pages < 2) return html``;
  const numbers = Array.from({ length: pages }, (_, i) => i + 1);
  return html`<nav aria-label="Pages" class="chips pages">${numbers.map(
    (n) =>
      html`<a href="${address({ ...query, page: n })}"${n === at && html` aria-current="page"`}>${n}</a>`,
  )}</nav>`;
}

function address(query: GridQuery): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  return `/demo?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
