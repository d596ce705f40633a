import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loopback, outbound } from '../testing.ts';
import { createOpenFile, readBulkFile } from './bulk-file.ts';

const gid = (type: string, id: number) => `gid://shopify/${type}/${id}`;
/** Products with so many variants each. */
const linesOf = (products: readonly number[]) =>
  products.flatMap((variants, n) => [
    { id: gid('Product', n + 1), title: 'Größe "M"\n' },
    ...Array.from({ length: variants }, (_, i) => ({
      id: gid('ProductVariant', n * 1000 + i + 1),
      __parentId: gid('Product', n + 1),
    })),
  ]);
const bytesOf = (lines: readonly object[]) =>
  Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
const opened = (bytes: Buffer, size = 1000) =>
  async function* (at: number) {
    for (let from = at; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
  };

async function read(
  bytes: Buffer,
  products: number,
  { at = 0, done = 0, size = 1000, length = bytes.length } = {},
) {
  const parts = [];
  const open = opened(bytes, size);
  const file = { url: '', bytes: length, products };
  for await (const part of readBulkFile(file, { at, done }, async (_, from) => open(from))) parts.push(part);
  return parts;
}

describe('the file of a bulk operation', () => {
  it('is read in parts, whatever pieces it comes in, and on from each of them', async () => {
    const products = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 600 });
    await fc.assert(
      fc.asyncProperty(products, fc.integer({ min: 1, max: 5000 }), async (variants, size) => {
        const bytes = bytesOf(linesOf(variants));
        const parts = await read(bytes, variants.length, { size });
        const nodes = parts.flatMap((part) => part.nodes);
        expect(nodes.map(({ id }) => id)).toEqual(variants.map((_, n) => gid('Product', n + 1)));
        expect(nodes.map((node) => (node.variants as { nodes: [] }).nodes.length)).toEqual(variants);
        for (const [n, { place }] of parts.entries()) {
          const rest = await read(bytes, variants.length, { ...place, size });
          expect(rest.flatMap((part) => part.nodes)).toEqual(
            parts.slice(n + 1).flatMap((part) => part.nodes),
          );
        }
      }),
      { numRuns: 30 },
    );
  });

  it('that ends too early gives no product whose end was not seen', async () => {
    const bytes = bytesOf(linesOf([3, 3]));
    for (let end = 0; end < bytes.length - 1; end += 1) {
      const cut = read(bytes.subarray(0, end), 2, { length: bytes.length });
      await expect(cut).rejects.toThrow(expect.objectContaining({ name: 'FileCut' }));
    }
    expect(await read(bytes.subarray(0, -1), 2)).toHaveLength(1);
  });

  it.each([
    ['fewer products than were promised', linesOf([1]), 2, /1 products, and 2/],
    ['children without their parent', linesOf([1]).slice(1), 0, /not grouped/],
    ['children of another', [...linesOf([1, 0]), linesOf([1])[1] ?? {}], 2, /not grouped/],
    ['a line that has no end', [{ id: 'x', description: 'x'.repeat(5_000_000) }], 1, /longer than 4 MB/],
    ['a product of too many lines', linesOf([10_001]), 1, /More than 10000/],
  ])('with %s is refused', async (_, lines, products, why) => {
    const failed = read(bytesOf(lines), products || 1, { size: 100_000 });
    await expect(failed).rejects.toThrow(why);
    await expect(failed).rejects.toThrow(expect.objectContaining({ name: 'BulkFailed' }));
  });

  it('is asked for without credentials, from where it is wanted, and not wherever it leads', async () => {
    const bytes = Buffer.from('0123456789');
    const server = await loopback(({ url, headers }, response) => {
      if (url === '/moved') response.writeHead(302, { location: '/elsewhere' }).end();
      else if (url === '/ranged' && headers.range === 'bytes=4-')
        response.writeHead(206, { 'content-range': 'bytes 4-9/10' }).end(bytes.subarray(4));
      else response.end(bytes);
    });
    const open = createOpenFile('test', outbound);
    const text = async (path: string, at: number) => {
      const chunks: Buffer[] = [];
      for await (const chunk of await open(`${server.url}${path}`, at)) chunks.push(chunk);
      return Buffer.concat(chunks).toString();
    };
    expect(await text('/ranged', 4)).toBe('456789');
    expect(await text('/whole', 4)).toBe('456789');
    await expect(text('/moved', 0)).rejects.toThrow(/status 302/);
    expect(server.requests.map(({ url }) => url)).not.toContain('/elsewhere');
    expect(server.requests.every(({ headers }) => !('x-shopify-access-token' in headers))).toBe(true);
    for (const url of ['http://files.example/x', 'file:///etc/passwd', 'nonsense'])
      await expect(open(url, 0)).rejects.toThrow(/https/);
    await server.close();
  });
});
