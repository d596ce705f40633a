import { html } from './html.ts';
import { page } from './page.ts';

/** The cart lives in the browser; the page's script fills the list. */
export function cartPage(): string {
  return page({
    title: 'Cart',
    description: 'What you picked.',
    withWidget: false,
    main: html`
<section class="cart">
<h1>Your cart</h1>
<p id="cart-empty">Nothing in it yet. <a href="/demo">Look at the frames</a></p>
<ul id="cart-items"></ul>
<p id="cart-total" class="price"></p>
</section>
<template id="cart-item">
<li><img alt="" width="200" height="120"><div><b></b><span></span></div><span class="price"></span>
<button type="button">Remove</button></li>
</template>`,
  });
}
