import { describe, expect, it } from 'vitest';
import type { ShopifyDouble } from './index.ts';
import { ask, start } from './testing.ts';

const FIELDS = 'id status errorCode url fileSize objectCount rootObjectCount';
const ALL = '{ products { edges { node { id variants { edges { node { id sku } } } } } } }';

async function run(double: ShopifyDouble, query: string, groupObjects = true) {
  const { body } = await ask(
    double,
    `mutation Run($query: String!, $groupObjects: Boolean) {
      bulkOperationRunQuery(query: $query, groupObjects: $groupObjects) {
        bulkOperation { ${FIELDS} } userErrors { field message code }
      }
    }`,
    { query, groupObjects },
  );
  return body.data.bulkOperationRunQuery;
}

async function look(double: ShopifyDouble, id: string) {
  const { body } = await ask(double, `query Look($id: ID!) { bulkOperation(id: $id) { ${FIELDS} } }`, { id });
  return body.data.bulkOperation;
}

/** The operation once it is over; looking lets it go on. */
async function ended(double: ShopifyDouble, query = ALL, isGrouped = true) {
  const { bulkOperation } = await run(double, query, isGrouped);
  for (let looks = 0; looks < 1000; looks++) {
    const operation = await look(double, bulkOperation.id);
    if (operation.status !== 'RUNNING') return operation;
  }
  throw new Error('it does not end');
}

const nested = (...names: string[]): string =>
  names.reduceRight((inner, name) => `${name} { edges { node { id ${inner} } } }`, '');

describe('a bulk operation', () => {
  it.each([
    ['what is not GraphQL', '{ products ', 'syntax error'],
    ['a field that is not there', '{ products { edges { node { colour } } } }', "'colour' doesn't exist"],
    ['two questions', '{ products { edges { node { id } } } shop { name } }', 'one top level field'],
    ['no connection', '{ shop { name } }', 'at least one connection'],
    ['ids that are known', '{ nodes(ids: []) { id } }', 'top level `nodes`'],
    [
      'six connections',
      `{ products { edges { node { id ${['a', 'b', 'c', 'd', 'e'].map((a) => `${a}: ${nested('variants')}`).join(' ')} } } } }`,
      'more than 5 connections',
    ],
    [
      'connections four deep',
      `{ ${nested('products', 'variants', 'metafields').replace('id  }', 'id references { edges { node { ... on Metaobject { id } } } } }')} }`,
      'nesting depth greater than 2',
    ],
    [
      'parents without their ids',
      '{ products { edges { node { title variants { edges { node { id } } } } } } }',
      "must select the 'id' field",
    ],
  ])('is refused for %s', async (_, query, words) => {
    const { bulkOperation, userErrors } = await run(await start({ frames: 1 }), query);
    expect(bulkOperation).toBeNull();
    expect(userErrors).toEqual([
      { field: ['query'], code: 'INVALID', message: expect.stringContaining(words) },
    ]);
  });

  it('writes a line for each object, each product followed by what belongs to it', async () => {
    const double = await start({ frames: 50 });
    const operation = await ended(double);
    const text = await (await fetch(operation.url)).text();
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(operation).toMatchObject({
      status: 'COMPLETED',
      fileSize: `${Buffer.byteLength(text)}`,
      objectCount: `${lines.length}`,
      rootObjectCount: '50',
    });
    let product = '';
    for (const { id, __parentId } of lines) {
      if (__parentId === undefined) product = id;
      else expect(__parentId).toBe(product);
    }
    const flat = await ended(double, ALL, false);
    const flatLines = (await (await fetch(flat.url)).text()).trimEnd().split('\n');
    expect([...flatLines].sort()).toEqual(text.trimEnd().split('\n').sort());
    expect(flatLines.slice(0, 20).every((line) => !line.includes('__parentId'))).toBe(true);
  });

  it('keeps its file as it was for seven days, from any byte on, while products change', async () => {
    let now = Date.parse('2026-11-01T00:00:00Z');
    const double = await start({ frames: 30, now: () => now });
    const operation = await ended(double);
    const whole = await (await fetch(operation.url)).text();
    for (const { id } of double.titles()) double.discard(id);
    const part = await fetch(operation.url, { headers: { range: 'bytes=100-' } });
    expect([part.status, await part.text()]).toEqual([206, whole.slice(100)]);
    expect((await ended(double)).url).toBeNull();
    now += 7 * 24 * 3_600_000 + 1;
    expect(await look(double, operation.id)).toMatchObject({ status: 'EXPIRED', url: null });
    expect((await fetch(operation.url)).status).toBe(404);
  });

  it('is one of five at most, can be cancelled, and is found again', async () => {
    const double = await start({ frames: 1 });
    double.setFault({ bulk: { polls: 1000 } });
    const begun = [];
    for (let i = 0; i < 5; i++) begun.push((await run(double, ALL)).bulkOperation.id);
    const { bulkOperation, userErrors } = await run(double, ALL);
    expect([bulkOperation, userErrors[0].code]).toEqual([null, 'LIMIT_REACHED']);
    const cancel =
      'mutation C($id: ID!) { bulkOperationCancel(id: $id) { bulkOperation { status } userErrors { message } } }';
    const { body } = await ask(double, cancel, { id: begun[0] });
    expect(body.data.bulkOperationCancel.bulkOperation.status).toBe('CANCELING');
    expect((await look(double, begun[0])).status).toBe('CANCELED');
    expect((await run(double, ALL)).userErrors).toEqual([]);
    const found = await ask(
      double,
      '{ currentBulkOperation { id type } bulkOperations(first: 9, query: "status:canceled") { nodes { id } } }',
    );
    expect(found.body.data.currentBulkOperation.id).not.toBe(begun[4]);
    expect(found.body.data.bulkOperations.nodes).toEqual([{ id: begun[0] }]);
    expect(await look(double, 'gid://shopify/BulkOperation/1')).toBeNull();
  });

  it('fails as it is told', async () => {
    const double = await start({ frames: 20 });
    double.setFault({ bulk: { fail: 'TIMEOUT' } });
    expect(await ended(double)).toMatchObject({ status: 'FAILED', errorCode: 'TIMEOUT', url: null });
    double.setFault({ bulk: { cut: { after: 500, times: 1 } } });
    const { url } = await ended(double);
    await expect(fetch(url).then((answer) => answer.text())).rejects.toThrow();
    expect((await fetch(url)).status).toBe(200);
  });
});
