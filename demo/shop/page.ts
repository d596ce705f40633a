import { type Html, html } from './html.ts';

/** What every page of the shop is told. */
export interface ShopData {
  readonly publishableKey: string;
  readonly currency: string;
  /** Addresses of drawn faces for whoever has no camera. */
  readonly sampleFaces: readonly string[];
}

export interface PageData {
  readonly title: string;
  readonly description: string;
  readonly main: Html;
  /** Without it the page is the same page: what the benchmark compares with. */
  readonly withWidget: boolean;
}

/** The frame around every page. */
export function page({ title, description, main, withWidget }: PageData): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Halden Optics (demo)</title>
<meta name="description" content="${description}">
<link rel="icon" href="/demo/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/demo/assets/shop.css">
<script type="module" src="/demo/assets/shop.js"></script>
${withWidget && html`<script type="module" src="/widgets/varai.js" fetchpriority="low"></script>`}
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="top">
<a class="logo" href="/demo">Halden <span>Optics</span></a>
<nav aria-label="Shop">
<a href="/demo">Frames</a>
<a href="/demo/cart">Cart <span role="status"><span id="cart-count" class="count" hidden></span></span></a>
</nav>
</header>
<main id="main">
${main}
</main>
<footer>
<p>A shop that does not exist, drawn and run by varai on this machine. Nothing here can be bought.</p>
</footer>
</body>
</html>`.text;
}

/** The widget as a merchant pastes it. */
export function widget(shop: ShopData, productId: string | null): Html {
  return html`<varai-discovery data-key="${shop.publishableKey}"${
    productId !== null && html` data-product-id="${productId}"`
  } data-cart-page="/demo/cart" data-sample-faces="${shop.sampleFaces.join(' ')}"></varai-discovery>`;
}

/** A button of the shop's own that opens the chat; shop.js wires it. */
export const askButton = html`<button type="button" data-ask>Ask about frames</button>`;

/** Minor units as people write prices. */
export function priceText(minor: number, currency: string): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
