import type { ProductInput } from '../../server/catalog/index.ts';
import { html } from './html.ts';
import { askButton, page, priceText, type ShopData, widget } from './page.ts';

/** One frame: its picture, its numbers, its colours, and the widget next to the cart button. */
export function productPage(shop: ShopData, product: ProductInput, withWidget = true): string {
  const { title, brand, description, price, currency, images, variants, eyewear, in_stock } = product;
  const first = variants.find((variant) => variant.in_stock) ?? variants[0];
  const numbers: readonly (readonly [string, number | null, string])[] = [
    ['Lens width', eyewear.lens_width, 'mm'],
    ['Bridge', eyewear.bridge, 'mm'],
    ['Temple', eyewear.temple, 'mm'],
    ['Total width', eyewear.total_width, 'mm'],
    ['Lens height', eyewear.lens_height, 'mm'],
    ['Weight', eyewear.weight_g, 'g'],
  ];
  return page({
    title,
    description: description ?? title,
    withWidget,
    main: html`
<article class="product">
<div class="stage">
<img id="product-image" src="${images[0] ?? ''}" alt="${title}" width="1000" height="600" fetchpriority="high">
</div>
<div class="details">
<p class="brand">${brand ?? ''}</p>
<h1>${title}</h1>
<p class="price">${priceText(price, currency)}</p>
<p>${description ?? ''}</p>
<form id="buy" data-product-id="${product.product_id}" data-title="${title}" data-currency="${currency}">
<fieldset>
<legend>Colour</legend>
${variants.map(
  (variant) => html`<label class="swatch"><input type="radio" name="variant" value="${variant.variant_id}"
 data-price="${variant.price}" data-image="${variant.image_url ?? ''}"${variant === first && html` checked`}${
   !variant.in_stock && html` disabled`
 }> <span>${variant.color ?? ''}${!variant.in_stock && ' (sold out)'}</span></label>`,
)}
</fieldset>
<button type="submit"${!in_stock && html` disabled`}>${in_stock ? 'Add to cart' : 'Sold out'}</button>
</form>
<div class="fit-help">
<p>Does it fit you? One photo tells, in millimetres.</p>
${withWidget && html`<div class="offers">${widget(shop, product.product_id)} ${askButton}</div>`}
</div>
<dl class="numbers">${numbers.map(
      ([name, value, unit]) =>
        html`<div><dt>${name}</dt><dd>${value === null ? '–' : `${value} ${unit}`}</dd></div>`,
    )}</dl>
</div>
</article>`,
  });
}
