import fc from 'fast-check';
import { Value } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { demoCatalogue } from '../../demo/frames/catalogue.ts';
import { toCsv } from '../../demo/frames/to-csv.ts';
import { ProductInput, parseCatalog } from './index.ts';

const frames = demoCatalogue();
const csv = toCsv(frames);
const row = (text: string) =>
  `product_id,title,price,currency,lens_width,bridge,total_width,shape\n${text}\n`;
const faults = (text: string) => parseCatalog(text).errors;

describe('a table of products', () => {
  it('gives back the catalogue it was written from', () => {
    const parsed = parseCatalog(csv);
    expect(parsed.errors).toEqual([]);
    expect(parsed.format).toBe('csv');
    const images = (list: ProductInput[]) => list.map((product) => [...product.images].sort());
    expect(images(parsed.products)).toEqual(images(frames));
    const rest = (list: ProductInput[]) =>
      list.map(({ images: _, eyewear: { color, ...eyewear }, ...product }) => ({ ...product, eyewear }));
    expect(rest(parsed.products)).toEqual(rest(frames));
  });

  it('is read the same with semicolons, Windows line ends, a byte order mark and as UTF-16', () => {
    const windows = csv.replaceAll('\n', '\r\n');
    const german = row('a,A;B,149,EUR,52,18,138,rund').replaceAll(',', ';').replace('A;B', '"A;B"');
    const utf16 = Buffer.from(`\uFEFF${csv}`, 'utf16le');
    expect(parseCatalog(Buffer.from(`\uFEFF${windows}`)).products).toEqual(parseCatalog(csv).products);
    expect(parseCatalog(new Uint8Array(utf16)).products).toHaveLength(frames.length);
    expect(parseCatalog(german).products[0]).toMatchObject({ title: 'A;B', eyewear: { shape: 'round' } });
  });

  it('takes headings as people write them, and sizes in one cell', () => {
    const text =
      'ID;Name;Price;Currency;Size;Lens height (mm);Colour\nx1;Alder;149,00;EUR;52□18-145;38,5;Havana\n';
    expect(parseCatalog(text).products[0]).toMatchObject({
      price: 14900,
      eyewear: { lens_width: 52, bridge: 18, temple: 145, lens_height: 38.5, color: 'Havana' },
    });
  });

  it.each([
    ['a,A,149,EUR,520,18,,', 2, /lens_width is 520 mm; frames have 35 to 70/],
    ['a,A,149,EUR,52,18,90,', 2, /total_width is 90 mm/],
    ['a,A,149,EUR,55,20,120,', 2, /two lenses and the bridge alone are 130 mm/],
    ['a,A,free,EUR,,,,', 2, /price must be a price/],
    ['a,A,149,,,,,', 2, /currency is missing/],
    [',A,149,EUR,,,,', 2, /product_id is missing/],
    ['a,,149,EUR,,,,', 2, /title is missing/],
    ['a,A,149,EUR,,,,blob', 2, /shape "blob" is not one of rectangle/],
    ['a,A,149,EUR,,,,\nb,B,149,EUR,,,,\na,A,1,EUR,,,,', 4, /also in row 2/],
    ['a,A,149,EUR,,,,\n\n\n"b,B,149,EUR', 5, /never closed/],
    ['a,A,149,EUR,52,18,138,round,extra', 2, /9 cells, but the heading row has 8/],
  ])('names the row that is wrong: %j', (text, at, detail) => {
    const [first] = faults(row(text));
    expect(first?.row).toBe(at);
    expect(first?.detail).toMatch(detail);
  });

  it('tells every fault of a file at once, in order', () => {
    const found = faults(row('a,A,x,EUR,999,18,,\nb,B,1,EUR,,,,\nc,,1,EUR,,,,'));
    expect(found.map((fault) => fault.row)).toEqual([2, 2, 4]);
  });

  it('joins the rows of one product, each with its own colour, price and stock', () => {
    const text =
      'product_id,title,currency,variant_id,color,price,stock\na,A,EUR,1,black,149,0\na,,,2,gold,159,3\nb,B,EUR,,,99,\n';
    const { products, errors } = parseCatalog(text);
    expect(errors).toEqual([]);
    expect(products).toHaveLength(2);
    expect(products[0]).toMatchObject({ price: 14900, in_stock: true, stock: 3 });
    expect(products[0]?.variants.map((v) => [v.color, v.price, v.in_stock])).toEqual([
      ['black', 14900, false],
      ['gold', 15900, true],
    ]);
    expect(faults(`${text}b,C,EUR,,,99,\n`)[0]?.detail).toMatch(/give each row its variant_id/);
    expect(faults(text.replace('a,,,2', 'a,Other,,2'))[0]).toMatchObject({ row: 3 });
  });
});

describe('a JSON list', () => {
  it('gives back canonical products, alone or under "products"', () => {
    expect(parseCatalog(JSON.stringify(frames)).products).toEqual(frames);
    const wrapped = JSON.stringify({ note: 'a [ " { \\" b', other: [{ a: 1 }], products: frames }, null, 2);
    expect(parseCatalog(wrapped).products).toEqual(frames);
  });

  it.each([
    ['[{"product_id": "a"', /ends in the middle/],
    ['[{"product_id": a}]', /not valid JSON/],
    ['["a"]', /expected a product/],
    ['{"frames": []}', /expected a list of products/],
    ['[] []', /follows the end/],
  ])('says what is wrong with %s', (text, detail) => {
    expect(faults(text)[0]?.detail).toMatch(detail);
  });

  it('takes a price as minor units and refuses a broken one', () => {
    const product = { ...frames[0], variants: [] };
    expect(faults(JSON.stringify([product]))).toEqual([]);
    expect(faults(JSON.stringify([{ ...product, price: 149.5 }]))[0]?.detail).toMatch(/minor units/);
  });
});

const feed = (items: string) =>
  `<?xml version="1.0"?><rss xmlns:g="http://base.google.com/ns/1.0" version="2.0"><channel><title>S</title>${items}</channel></rss>`;
const item = `<item><g:id>sku-1</g:id><g:item_group_id>alder</g:item_group_id>
  <title><![CDATA[Alder <round> & "warm" 49-20-145 </item>]]></title><description>a &amp;lt; b &#233;</description>
  <link>https://shop.example/alder</link><g:image_link>https://shop.example/1.jpg</g:image_link>
  <g:availability>in_stock</g:availability><g:price>149.00 EUR</g:price><g:sale_price>129.00 EUR</g:sale_price>
  <g:brand>Tarnwick</g:brand><g:color>Havana</g:color><g:material>Acetate</g:material><g:gender>female</g:gender>
  <g:product_detail><g:section_name>Frame</g:section_name><g:attribute_name>Frame width</g:attribute_name><g:attribute_value>137 mm</g:attribute_value></g:product_detail>
  <g:product_detail><g:attribute_name>Frame shape</g:attribute_name><g:attribute_value>Round</g:attribute_value></g:product_detail></item>`;

describe('a merchant feed', () => {
  it('is read from RSS with its variants, details and the size in the title', () => {
    const second = item
      .replace('sku-1', 'sku-2')
      .replace('Havana', 'Black')
      .replace('in_stock', 'out of stock');
    const { products, errors, format } = parseCatalog(feed(`<!-- <item> -->${item}${second}`));
    expect(errors).toEqual([]);
    expect(format).toBe('google-xml');
    expect(products).toHaveLength(1);
    expect(products[0]).toMatchObject({
      product_id: 'alder',
      title: 'Alder <round> & "warm" 49-20-145 </item>',
      description: 'a &lt; b é',
      price: 12900,
      currency: 'EUR',
      gender: 'women',
      eyewear: {
        lens_width: 49,
        bridge: 20,
        temple: 145,
        total_width: 137,
        shape: 'round',
        material: 'acetate',
      },
    });
    expect(products[0]?.variants.map((v) => [v.variant_id, v.color, v.in_stock])).toEqual([
      ['sku-1', 'Havana', true],
      ['sku-2', 'Black', false],
    ]);
  });

  it('is read from Atom and from its tab-separated form', () => {
    const atom = `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:g="x"><entry><g:id>a</g:id><title>A 52□18-140</title><link href="https://s.example/a"/><g:price>EUR 99</g:price></entry></feed>`;
    expect(parseCatalog(atom).products[0]).toMatchObject({
      url: 'https://s.example/a',
      eyewear: { lens_width: 52 },
    });
    const tsv =
      'id\ttitle\titem_group_id\tprice\tavailability\tproduct_detail\timage link\na1\tA\tg\t99.00 EUR\tin stock\tFrame:Lens width:51 mm,Frame:Bridge:18\thttps://s.example/a.jpg\nb\tB\t\t89.00 EUR\tout of stock\t\t\n';
    const { products, errors, format } = parseCatalog(tsv);
    expect([format, errors]).toEqual(['google-tsv', []]);
    expect(products.map((p) => [p.product_id, p.price, p.eyewear.lens_width, p.in_stock])).toEqual([
      ['g', 9900, 51, true],
      ['b', 8900, null, false],
    ]);
  });

  it('never expands entities and refuses a document type', () => {
    const bomb = `<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${feed(item)}`;
    expect(faults(bomb)[0]?.detail).toMatch(/document type/);
    expect(parseCatalog(feed(item.replace('a &amp;lt; b', '&unknown;'))).products[0]?.description).toContain(
      '&unknown;',
    );
  });

  it('says which product is broken', () => {
    const broken = item.replace('</link>', '');
    expect(faults(feed(item + broken))[0]).toMatchObject({ row: 2 });
    expect(faults(feed('<item><g:id>a</g:id>'))[0]?.detail).toMatch(/ends in the middle/);
    expect(faults('<html></html>')[0]?.detail).toMatch(/expected an RSS or Atom feed/);
  });
});

describe('any input', () => {
  it('never throws, and what it yields is canonical', () => {
    const pieces = fc.constantFrom(
      ...[
        'product_id',
        'title',
        ',',
        '"',
        '\n',
        '\t',
        '[',
        ']',
        '{',
        '}',
        '<item>',
        '</item>',
        '<rss>',
        ':',
        '1',
        'EUR',
        '<![CDATA[',
        '\\',
      ],
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(
        text,
        fc.constantFrom(undefined, 'csv', 'json', 'google-xml', 'google-tsv'),
        (input, format) => {
          for (const product of parseCatalog(input, format as never).products) {
            expect(Value.Check(ProductInput, product)).toBe(true);
          }
        },
      ),
      { numRuns: 600 },
    );
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void parseCatalog(bytes)));
  });

  it('turns any JSON value in any field into a canonical product or a fault', () => {
    const base = frames[0] as ProductInput;
    const keys = [...Object.keys(base), ...Object.keys(base.eyewear)];
    fc.assert(
      fc.property(fc.constantFrom(...keys), fc.jsonValue(), (key, value) => {
        const inFrame = key in base.eyewear;
        const record = inFrame
          ? { ...base, eyewear: { ...base.eyewear, [key]: value } }
          : { ...base, [key]: value };
        const { products, errors } = parseCatalog(JSON.stringify([record]));
        expect(products.length === 1 || errors.length > 0).toBe(true);
        for (const product of products) expect(Value.Check(ProductInput, product)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('does not depend on where a chunk ends', () => {
    const big = JSON.stringify(
      Array.from({ length: 40 }, () => frames)
        .flat()
        .map((p, i) => ({ ...p, product_id: `p${i}`, title: `ä${p.title}€` })),
    );
    expect(parseCatalog(Buffer.from(big)).products).toEqual(JSON.parse(big));
  });
});

describe('prices', () => {
  it.each([
    ['149', 14900],
    ['149.00 EUR', 14900],
    ['€1.299,50', 129950],
    ['1,299.50', 129950],
    ['1.299', 129900],
    ["1'299.00", 129900],
    ['149,9', 14990],
  ])('reads %s', (text, minor) => {
    const [product] = parseCatalog(
      JSON.stringify([{ product_id: 'a', title: 'A', price: text, currency: 'EUR' }]),
    ).products;
    expect(product?.price).toBe(minor);
  });

  it('knows currencies without a smaller unit', () => {
    const [product] = parseCatalog('product_id,title,price\na,A,12000 JPY\n').products;
    expect(product).toMatchObject({ price: 12000, currency: 'JPY' });
  });
});

describe('a file made to cost time', () => {
  const long = (value: object) =>
    JSON.stringify([{ product_id: 'a', title: 'A', price: 1, currency: 'EUR', ...value }]);
  const gap = ' '.repeat(400_000);

  // Read by patterns that look back for each blank, any one of these would outlast the test's time by minutes.
  it.each([
    ['lens_width', `52${gap}x`],
    ['size', `52${gap}x`],
    ['price', `1${gap}x`],
    ['in_stock', `yes${gap}x`],
    ['description', `${'\n'.repeat(400_000)}x`],
  ])('is read in time: %s', (name, value) => {
    expect(parseCatalog(long({ [name]: value })).format).toBe('json');
    expect(parseCatalog(`product_id,${name}\na,"${value.replaceAll(' ', '\n')}"\n`).format).toBe('csv');
  });

  it.each([
    ['csv', `product_id\n${'a\n'.repeat(110_000)}`],
    ['json', `[${'{},'.repeat(110_000)}{}]`],
    ['google-xml', `<rss>${'<item><g:id>1</g:id></item>'.repeat(110_000)}</rss>`],
  ])('has its %s rows counted', (format, text) => {
    const parsed = parseCatalog(text);
    expect(parsed.format).toBe(format);
    expect(parsed.errors.some(({ detail }) => detail.includes('a file may hold'))).toBe(true);
  });
});

describe('a price', () => {
  const ofPrice = (price: string) =>
    parseCatalog(JSON.stringify([{ product_id: 'a', title: 'A', price, currency: 'EUR' }]));

  it.each([
    ['149 euros', 14_900],
    ['EUR 1.299,00', 129_900],
    ["1'299.50", 129_950],
    ['€ .50', null],
    ['1e5', null],
    ['12 or 15', null],
    ['149 dollars', null],
    ['149 XQX', null],
  ])('of "%s" is never taken for another', (text, amount) => {
    expect(ofPrice(text).products[0]?.price ?? null).toBe(amount);
  });
});
