import { afterEach } from 'vitest';
import { type Double, type DoubleName, startPlatformDouble } from '../../../demo/platforms/index.ts';
import type { ConnectOptions, Fact, PlatformApi } from '../platform.ts';
import { connection, platforms } from '../testing.ts';

export const SECRET = 'aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1eF3';

/** What is open at the end of a test, to be closed. */
export const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** Shops that bear any rate, where the rate is not the point. */
const UNHURRIED = { pointsPerSecond: 50_000, requestsPerSecond: 50_000 };

/** The ids of the products shoppers see; Magento's double names them by SKU. */
export const idsIn = (double: Double) =>
  double.titles().map(({ id }) => ('products' in double ? String(own(double, id)?.id ?? id) : id));
const own = (double: Double, id: string) =>
  (double as unknown as { products: { get(id: string): { id: string | number } | undefined } }).products.get(
    id,
  );

/** A shop full of frames, and ourselves connected to it as `varai init` would. */
export async function connected<Name extends DoubleName>(
  name: Name,
  options: Parameters<typeof startPlatformDouble<Name>>[1] & object,
  more: Partial<ConnectOptions> = {},
  ours = platforms,
) {
  const double = await startPlatformDouble(name, { ...UNHURRIED, ...options });
  closing.push(() => double.close());
  const address = ours[name].normalizeAddress(double.url);
  const base = connection(address, double.credentials, more);
  const inspection = await ours[name].connect(base).inspect();
  const { context } = inspection;
  return { double, inspection, context, address, api: ours[name].connect({ ...base, context }) };
}

/** All pages of a listing. */
export async function listed(api: PlatformApi, since: number | null = null, cursor: string | null = null) {
  const facts: Fact[] = [];
  const cursors: string[] = [];
  let products = 0;
  for await (const page of api.products({ since, cursor })) {
    facts.push(...page.facts);
    cursors.push(page.cursor);
    products += page.products;
  }
  return { facts, cursors, products };
}

/** Products that are shown. */
export const shown = (facts: readonly Fact[]) =>
  new Set(facts.flatMap((fact) => (fact.kind === 'product' && fact.product !== null ? [fact.id] : [])));
export const key = (fact: Fact) => ('id' in fact ? `${fact.kind} ${fact.id}` : fact.kind);

export async function ids(api: PlatformApi): Promise<string[]> {
  const found: string[] = [];
  for await (const page of api.productIds()) found.push(...page);
  return found;
}
