import { Flags } from '@oclif/core';
import type { Product } from '../../../server/catalog/index.ts';
import { storeFlags, VaraiCommand } from '../../command.ts';

interface Page {
  products: Product[];
  next_cursor: string | null;
}

export default class CatalogList extends VaraiCommand {
  static override summary = 'List a store’s products';
  static override examples = ['<%= config.bin %> catalog list --store demo --search round'];
  static override flags = {
    ...storeFlags,
    search: Flags.string({ description: 'Words to look for' }),
    limit: Flags.integer({ description: 'How many', default: 50, min: 1, max: 200 }),
    cursor: Flags.string({ description: 'Where the page before ended' }),
  };

  async run(): Promise<Page> {
    const { flags } = await this.parse(CatalogList);
    const page = await this.withClient(flags, (client) =>
      client.call<Page>({
        method: 'GET',
        path: '/admin/v1/products',
        query: { limit: flags.limit, q: flags.search, cursor: flags.cursor },
      }),
    );
    if (!this.jsonEnabled()) this.log(await report(page, flags.store, flags.search));
    return page;
  }
}

async function report(
  { products, next_cursor: next }: Page,
  store: string,
  search?: string,
): Promise<string> {
  if (products.length === 0 && search !== undefined)
    return `Nothing in store "${store}" matches "${search}".`;
  if (products.length === 0) {
    return `No products in store "${store}".\nNext:  varai catalog import FILE --store ${store}   (the demo shop's store is "demo")`;
  }
  const { table } = await import('../../table.ts');
  const { price } = await import('../../numbers.ts');
  const rows = products.map(({ product_id, title, brand, eyewear, price: minor, currency, in_stock }) => [
    product_id,
    title,
    brand ?? '',
    eyewear.shape ?? '',
    [eyewear.lens_width, eyewear.bridge, eyewear.temple].map((mm) => mm ?? '?').join('-'),
    price(minor, currency),
    in_stock ? 'yes' : 'no',
  ]);
  const more = next !== null ? `\n\nMore: --cursor ${next}` : '';
  return table(['Product', 'Title', 'Brand', 'Shape', 'Size', 'Price', 'In stock'], rows) + more;
}
