import type { WooMeta, WooProduct, WooVariation } from './products.ts';

/** Times are UTC, to the second, without a zone. */
export interface WooOrder {
  id: number;
  status: string;
  currency: string;
  total: string;
  discount_total: string;
  customer_id: number;
  date_created_gmt: string;
  date_modified_gmt: string;
  date_paid_gmt: string | null;
  meta_data: WooMeta[];
  line_items: {
    id: number;
    name: string;
    product_id: number;
    variation_id: number;
    quantity: number;
    subtotal: string;
    total: string;
    sku: string;
    price: number;
    meta_data: (WooMeta & { display_key: string; display_value: string })[];
  }[];
}

export interface WooCustomer {
  id: number;
  email: string;
  first_name: string;
  last_name: string;
  role: string;
  username: string;
  date_created_gmt: string;
  date_modified_gmt: string;
  meta_data: WooMeta[];
}

/** How far the shop's clock is ahead of UTC. */
export const OFFSET_HOURS = 1;

const local = (gmt: string | null) =>
  gmt === null ? null : new Date(Date.parse(`${gmt}Z`) + OFFSET_HOURS * 3_600_000).toISOString().slice(0, 19);

const dates = (item: { date_created_gmt: string; date_modified_gmt: string }) => ({
  date_created: local(item.date_created_gmt),
  date_modified: local(item.date_modified_gmt),
});

const links = (url: string, collection: string, id: number) => ({
  _links: {
    self: [{ href: `${url}/wp-json/wc/v3/${collection}/${id}` }],
    collection: [{ href: `${url}/wp-json/wc/v3/${collection}` }],
  },
});

/** What every product and variation answers beside its own. */
const PLAIN = {
  featured: false,
  purchasable: true,
  total_sales: 0,
  virtual: false,
  downloadable: false,
  downloads: [],
  tax_status: 'taxable',
  tax_class: '',
  backorders: 'no',
  backorders_allowed: false,
  backordered: false,
  low_stock_amount: null,
  dimensions: { length: '', width: '', height: '' },
  shipping_class: '',
  shipping_class_id: 0,
};

export const productView = (product: WooProduct, url: string): object => ({
  ...PLAIN,
  ...product,
  ...dates(product),
  sold_individually: false,
  shipping_required: true,
  shipping_taxable: true,
  reviews_allowed: true,
  average_rating: '0.00',
  rating_count: 0,
  upsell_ids: [],
  cross_sell_ids: [],
  purchase_note: '',
  default_attributes: [],
  grouped_products: [],
  price_html: `<span class="woocommerce-Price-amount amount"><bdi>${product.price}&nbsp;&euro;</bdi></span>`,
  related_ids: [],
  has_options: product.type === 'variable',
  post_password: '',
  ...links(url, 'products', product.id),
});

export const variationView = (variation: WooVariation, url: string): object => ({
  ...PLAIN,
  ...variation,
  ...dates(variation),
  ...links(url, `products/${variation.parent_id}/variations`, variation.id),
});

export const orderView = (order: WooOrder, url: string): object => ({
  parent_id: 0,
  version: '11.2.2',
  prices_include_tax: true,
  currency_symbol: '€',
  number: `${order.id}`,
  created_via: 'store-api',
  ...order,
  ...dates(order),
  date_paid: local(order.date_paid_gmt),
  refunds: [],
  ...links(url, 'orders', order.id),
});

export const customerView = (customer: WooCustomer, url: string): object => ({
  ...customer,
  ...dates(customer),
  billing: { first_name: customer.first_name, last_name: customer.last_name, country: 'FR' },
  shipping: { first_name: customer.first_name, last_name: customer.last_name, country: 'FR' },
  is_paying_customer: false,
  avatar_url: '',
  ...links(url, 'customers', customer.id),
});
