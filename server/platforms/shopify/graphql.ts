import { resultOf, type Send } from '../http.ts';
import { isRecord } from '../json-body.ts';
import {
  forbidden,
  platformAddressInvalid,
  platformAnswerInvalid,
  platformThrottled,
  unauthorized,
} from '../problems.ts';
import { type Body, records } from '../reading.ts';
import type { Tokens } from './tokens.ts';

/** https://shopify.dev/docs/api/usage/versioning: stable since 2026-10-01, for at least a year. */
export const API_VERSION = '2026-10';

/** Rests before giving up on a shop whose points others keep spending. */
const MOST_RESTS = 20;

/** A query that would cost more than one may: ask for less at once. */
export class TooDear extends Error {}

export interface Graphql {
  /**
   * Runs a query or mutation, resting as long as the shop's points need to come back.
   * @throws TooDear, or Problem platform-unauthorized, -forbidden, -throttled, -answer-invalid
   */
  run(document: string, variables?: Body): Promise<{ data: Body; cost: number | null }>;
  /** The version the shop answered with, which is a newer one once ours is retired. */
  servedVersion(): string | null;
}

interface Throttle {
  available: number;
  /** Points per second. */
  rate: number;
  /** ms since the epoch. */
  at: number;
}

/** https://shopify.dev/docs/apps/build/apis/graphql-admin/rate-limits */
export function openGraphql(options: {
  address: string;
  tokens: Tokens;
  send: Send;
  sleep(ms: number): Promise<unknown>;
  now(): number;
}): Graphql {
  const { address, tokens, send, sleep, now } = options;
  const url = new URL(`${address}/admin/api/${API_VERSION}/graphql.json`);
  let throttle: Throttle | null = null;
  let served: string | null = null;
  const costs = new Map<string, number>();

  const ask = async (token: string, body: Body) => {
    const answer = await send({
      method: 'POST',
      url,
      headers: () => ({ 'x-shopify-access-token': token }),
      body,
      repeatable: !String(body.query).startsWith('mutation'),
    });
    served = answer.header('x-shopify-api-version') ?? served;
    return answer;
  };
  const authorized = async (body: Body) => {
    const token = await tokens.current();
    const answer = await ask(token, body);
    if (answer.status !== 401) return answer;
    const other = await tokens.instead(token);
    return other === null ? answer : ask(other, body);
  };
  const restFor = async (cost: number) => {
    if (throttle === null) return;
    const points = throttle.available + ((now() - throttle.at) / 1000) * throttle.rate;
    if (points < cost) await sleep(((cost - points) / throttle.rate) * 1000);
  };

  return {
    servedVersion: () => served,
    async run(query, variables = {}) {
      for (let rests = 0; rests <= MOST_RESTS; rests += 1) {
        await restFor(costs.get(query) ?? 0);
        const answer = await authorized({ query, variables });
        if (answer.status === 401) throw unauthorized('shopify', 'Shopify refused the access token.');
        if (answer.status === 403) throw forbidden('shopify', 'access to the Admin API');
        if (answer.status === 404) {
          throw platformAddressInvalid({ detail: `${url.host} is no Shopify store.` });
        }
        const result = resultOf(answer, 'The GraphQL API');
        if (!isRecord(result)) throw platformAnswerInvalid({ detail: 'The GraphQL API sent no object.' });
        const cost = costIn(result);
        if (cost !== null) {
          throttle = { ...cost, at: now() };
          costs.set(query, cost.requested);
        }
        const wait = faultIn(records(result.errors));
        if (wait === null && isRecord(result.data)) {
          return { data: result.data, cost: cost?.requested ?? null };
        }
        if (wait === null) throw platformAnswerInvalid({ detail: 'The GraphQL API sent no data.' });
        if (cost === null || cost.available >= cost.requested) await sleep(wait);
      }
      throw platformThrottled({ headers: { 'retry-after': '60' } });
    },
  };
}

function costIn({ extensions }: Body): (Omit<Throttle, 'at'> & { requested: number }) | null {
  const cost = isRecord(extensions) && isRecord(extensions.cost) ? extensions.cost : null;
  const status = isRecord(cost?.throttleStatus) ? cost.throttleStatus : null;
  const available = status?.currentlyAvailable;
  const rate = status?.restoreRate;
  const requested = cost?.requestedQueryCost;
  const isWhole = typeof available === 'number' && typeof rate === 'number' && typeof requested === 'number';
  return isWhole && rate > 0 ? { available, rate, requested } : null;
}

/** ms to wait when the shop is only busy, null when there is no fault. @throws for every other fault. */
function faultIn(errors: readonly Body[]): number | null {
  const [first] = errors;
  if (first === undefined) return null;
  const code = isRecord(first.extensions) ? first.extensions.code : undefined;
  const message = String(first.message ?? '').slice(0, 200);
  if (code === 'THROTTLED' || code === 'INTERNAL_SERVER_ERROR') return 1000;
  if (code === 'MAX_COST_EXCEEDED' || /exceeds the single query max cost/i.test(message)) throw new TooDear();
  if (code === 'ACCESS_DENIED') {
    const scope = /`?((?:read|write)_[a-z_]+)`?/.exec(message)?.[1];
    throw forbidden('shopify', scope === undefined ? message : `the scope ${scope}`);
  }
  throw platformAnswerInvalid({ detail: `The GraphQL API answered: ${message}` });
}
