import { type Answer, resultOf, type Send } from '../http.ts';
import { isRecord } from '../json-body.ts';
import { oauthHeader, oauthParameters } from '../oauth1.ts';
import type { ConnectOptions } from '../platform.ts';
import { credentialsInvalid, forbidden, unauthorized } from '../problems.ts';

export interface Filter {
  field: string;
  value: string | number;
  condition: 'eq' | 'gt' | 'gteq' | 'in';
}

export interface MagentoClient {
  /** @returns null for what does not exist. @throws Problem platform-unauthorized, -forbidden, -answer-invalid */
  get(path: string, parameters?: Readonly<Record<string, string>>): Promise<unknown>;
  change(method: 'PUT' | 'DELETE', path: string, body?: unknown): Promise<unknown>;
}

/**
 * Magento's REST API with an integration's credentials: OAuth 1.0a with all four values, or the access token alone as
 * a bearer token, which a shop must allow.
 * commerce-webapi: get-started/authentication/gs-authentication-token.md
 * @throws Problem platform-credentials-invalid
 */
export function openClient(
  { address, credentials, now }: Pick<ConnectOptions, 'address' | 'credentials' | 'now'>,
  send: Send,
): MagentoClient {
  const value = (name: string) => {
    const given = credentials[name];
    return typeof given === 'string' && given !== '' ? given : undefined;
  };
  const token = value('access_token');
  const tokenSecret = value('access_token_secret');
  const consumerKey = value('consumer_key');
  const consumerSecret = value('consumer_secret');
  if (token === undefined) throw credentialsInvalid({ detail: 'Give access_token.' });
  const keys =
    consumerKey !== undefined && consumerSecret !== undefined && tokenSecret !== undefined
      ? { consumerKey, consumerSecret, token, tokenSecret }
      : null;
  const storeCode = value('store_code');
  const root = `${address}/rest/${storeCode === undefined ? '' : `${encodeURIComponent(storeCode)}/`}V1/`;

  const ask = (method: 'GET' | 'PUT' | 'DELETE', url: URL, body?: unknown) =>
    send({
      method,
      url,
      headers: () => ({
        authorization:
          keys === null ? `Bearer ${token}` : oauthHeader(oauthParameters({ method, url }, keys, now())),
      }),
      ...(body === undefined ? {} : { body }),
    });
  return {
    async get(path, parameters = {}) {
      const url = new URL(root + path);
      for (const [name, text] of Object.entries(parameters)) url.searchParams.set(name, text);
      const answer = await ask('GET', url);
      if (answer.status === 404 && isRecord(answer.json)) return null;
      refuse(answer, keys === null);
      return resultOf(answer, `GET ${path}`);
    },
    async change(method, path, body) {
      const answer = await ask(method, new URL(root + path), body);
      if (answer.status === 404 && isRecord(answer.json)) return null;
      refuse(answer, keys === null);
      return resultOf(answer, `${method} ${path}`);
    },
  };
}

/** commerce-webapi: rest/use-rest/performing-searches.md. All filters must hold. */
export function searchCriteria(
  filters: readonly Filter[],
  { pageSize, sortBy }: { pageSize: number; sortBy?: string },
): Record<string, string> {
  const parameters: Record<string, string> = {
    'searchCriteria[pageSize]': String(pageSize),
    'searchCriteria[currentPage]': '1',
  };
  filters.forEach(({ field, value, condition }, i) => {
    const filter = `searchCriteria[filter_groups][${i}][filters][0]`;
    parameters[`${filter}[field]`] = field;
    parameters[`${filter}[value]`] = String(value);
    parameters[`${filter}[condition_type]`] = condition;
  });
  if (sortBy !== undefined) {
    parameters['searchCriteria[sortOrders][0][field]'] = sortBy;
    parameters['searchCriteria[sortOrders][0][direction]'] = 'ASC';
  }
  return parameters;
}

/** Magento says 401 for wrong credentials, for a missing resource, and for bearer tokens that are switched off. */
function refuse({ status, json }: Answer, isBearer: boolean): void {
  if (status !== 401 && status !== 403) return;
  if (isBearer) {
    throw unauthorized(
      'magento',
      'Magento takes an integration token alone only after `bin/magento config:set oauth/consumer/enable_integration_as_bearer 1`; or give consumer_key, consumer_secret and access_token_secret as well.',
    );
  }
  const named = isRecord(json) && isRecord(json.parameters) ? json.parameters.resources : undefined;
  if (typeof named === 'string' && /^[\w:, ]{1,200}$/.test(named)) throw forbidden('magento', named);
  throw unauthorized('magento', 'Magento refused the signature of the integration.');
}
