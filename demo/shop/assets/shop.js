// The shop's own script: a cart in the browser, and how a page takes part in what the widget does.

const KEY = 'halden-demo-cart';

function read() {
  try {
    const items = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(items) ? items : [];
  } catch {
    return [];
  }
}

function write(items) {
  localStorage.setItem(KEY, JSON.stringify(items));
  showCount();
  showCart();
}

const money = (minor, currency) =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).format(minor / 100);

const imageOf = ({ product_id, variant_id }) =>
  variant_id === null ? '' : `/demo/frames/${product_id}-${variant_id}.svg`;

function add(item) {
  write([...read(), item]);
}

function remove({ product_id, variant_id }) {
  const items = read();
  const at = items.findLastIndex((item) => item.product_id === product_id && item.variant_id === variant_id);
  if (at >= 0) write(items.toSpliced(at, 1));
}

function showCount() {
  const badge = document.getElementById('cart-count');
  const count = read().length;
  badge.textContent = count;
  badge.hidden = count === 0;
}

function showCart() {
  const list = document.getElementById('cart-items');
  if (list === null) return;
  const items = read();
  const template = document.getElementById('cart-item');
  list.replaceChildren(
    ...items.map((item) => {
      const row = template.content.cloneNode(true);
      row.querySelector('img').src = imageOf(item);
      row.querySelector('b').textContent = item.title ?? item.product_id;
      row.querySelector('div span').textContent = item.session_id ? 'found with your measured size' : '';
      row.querySelector('.price').textContent = money(item.price, item.currency);
      row.querySelector('button').setAttribute('aria-label', `Remove ${item.title ?? item.product_id}`);
      row.querySelector('button').addEventListener('click', () => remove(item));
      return row;
    }),
  );
  document.getElementById('cart-empty').hidden = items.length > 0;
  const total = items.reduce((sum, { price }) => sum + price, 0);
  document.getElementById('cart-total').textContent =
    items.length === 0 ? '' : `Total ${money(total, items[0].currency)}`;
}

// The widget offers each frame to the page first; this shop keeps its own cart, so it takes them.
addEventListener('varai:add-to-cart', (event) => {
  event.preventDefault();
  add(event.detail);
});
addEventListener('varai:remove-from-cart', (event) => {
  event.preventDefault();
  remove(event.detail);
});

// A button of the shop's own opens the widget's chat.
document.querySelector('[data-ask]')?.addEventListener('click', async () => {
  await customElements.whenDefined('varai-discovery');
  await document.querySelector('varai-discovery').open('chat');
});

const buy = document.getElementById('buy');
if (buy !== null) {
  const chosen = () => buy.querySelector('input:checked');
  buy.addEventListener('change', () => {
    document.getElementById('product-image').src = chosen().dataset.image;
  });
  buy.addEventListener('submit', (event) => {
    event.preventDefault();
    const { productId, title, currency } = buy.dataset;
    const { value, dataset } = chosen();
    add({ product_id: productId, variant_id: value, title, price: Number(dataset.price), currency });
  });
}

showCount();
showCart();
