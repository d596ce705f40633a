import { type Answer, type Call, resultOf, type Send } from '../http.ts';
import { isRecord } from '../json-body.ts';
import { oauthHeader, oauthParameters } from '../oauth1.ts';
import type { ConnectOptions } from '../platform.ts';
import { credentialsInvalid, forbidden, platformAnswerInvalid, unauthorized } from '../problems.ts';

type Query = Readonly<Record<string, string | number>>;

export interface WooClient {
  /** @returns null for what does not exist. @throws Problem platform-unauthorized, -forbidden, -answer-invalid */
  get(path: string, query?: Query): Promise<{ json: unknown; pages: number; total: number | null } | null>;
  change(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown, query?: Query): Promise<unknown>;
  /** The site's own front door, which asks for no key: its name, and what answers there. */
  index(): Promise<Record<string, unknown>>;
}

/**
 * WooCommerce's REST API v3 with a consumer key: by Basic over https; by query parameters where the host keeps the
 * Authorization header to itself; by one-legged OAuth 1.0a over plain http, which is this machine only.
 * woocommerce-rest-api-docs: wp-api-v3/_authentication.md
 * @throws Problem platform-credentials-invalid
 */
export function openClient(
  { address, credentials, now }: Pick<ConnectOptions, 'address' | 'credentials' | 'now'>,
  send: Send,
): WooClient {
  const { consumer_key: key, consumer_secret: secret } = credentials;
  if (typeof key !== 'string' || typeof secret !== 'string' || key === '' || secret === '') {
    throw credentialsInvalid({ detail: 'Give consumer_key and consumer_secret.' });
  }
  const isPlainHttp = address.startsWith('http:');
  let keyIsInQuery = false;
  let isPretty = true;

  const urlOf = (route: string, query: Query) => {
    const url = new URL(isPretty ? `${address}/wp-json${route}` : `${address}/`);
    if (!isPretty) url.searchParams.set('rest_route', route);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
    return url;
  };
  const signed = (call: Omit<Call, 'headers'>): Call => {
    const url = new URL(call.url);
    if (isPlainHttp) {
      const keys = { consumerKey: key, consumerSecret: secret };
      const header = () => oauthHeader(oauthParameters({ method: call.method, url }, keys, now()));
      return { ...call, url, headers: () => ({ authorization: header() }) };
    }
    if (keyIsInQuery) {
      url.searchParams.set('consumer_key', key);
      url.searchParams.set('consumer_secret', secret);
      return { ...call, url, headers: () => ({}) };
    }
    const basic = Buffer.from(`${key}:${secret}`).toString('base64');
    return { ...call, url, headers: () => ({ authorization: `Basic ${basic}` }) };
  };
  const once = (call: Omit<Call, 'headers' | 'url'>, route: string, query: Query) =>
    send(signed({ ...call, url: urlOf(route, query) }));

  /** Finds out, once, how this host wants to be asked. */
  const ask = async (call: Omit<Call, 'headers' | 'url'>, path: string, query: Query): Promise<Answer> => {
    const route = `/wc/v3/${path}`;
    let answer = await once(call, route, query);
    if (answer.status === 404 && answer.json === undefined && isPretty) {
      isPretty = false;
      answer = await once(call, route, query);
      if (answer.json === undefined) isPretty = true;
    }
    if (answer.status === 401 && !isPlainHttp && !keyIsInQuery) {
      keyIsInQuery = true;
      const second = await once(call, route, query);
      if (second.status === 401) keyIsInQuery = false;
      return second;
    }
    return answer;
  };

  return {
    async get(path, query = {}) {
      const answer = await ask({ method: 'GET' }, path, query);
      if (answer.status === 404 && isUnknownId(answer.json)) return null;
      refuse(answer);
      const count = (name: string) => {
        const value = answer.header(name);
        return value === null || !/^\d+$/.test(value) ? null : Number(value);
      };
      const json = resultOf(answer, `GET ${path}`);
      return { json, pages: count('x-wp-totalpages') ?? 1, total: count('x-wp-total') };
    },
    async change(method, path, body, query = {}) {
      const answer = await ask({ method, ...(body === undefined ? {} : { body }) }, path, query);
      refuse(answer);
      return resultOf(answer, `${method} ${path}`);
    },
    async index() {
      const read = () => send({ method: 'GET', url: urlOf('/', {}), headers: () => ({}) });
      let answer = await read();
      if (!isRecord(answer.json)) {
        isPretty = false;
        answer = await read();
      }
      const found = resultOf(answer, 'The WordPress REST API');
      if (isRecord(found)) return found;
      throw platformAnswerInvalid({ detail: 'There is no WordPress REST API at this address.' });
    },
  };
}

/** @throws Problem for what a key may not do. Only the platform's code is told on, never its words. */
function refuse({ status, json }: Answer): void {
  const code = isRecord(json) && typeof json.code === 'string' ? json.code : '';
  const message = isRecord(json) && typeof json.message === 'string' ? json.message : '';
  if (status === 401 && /permission/i.test(message)) {
    throw forbidden('woocommerce', 'permission Read/Write of the key');
  }
  if (status === 401) throw unauthorized('woocommerce', 'WooCommerce does not know this consumer key.');
  if (status === 403) throw forbidden('woocommerce', /^[a-z_]{1,60}$/.test(code) ? code : 'access');
}

/** The thing itself is gone. A route that is missing, as while the plugin is off, says nothing about any thing. */
function isUnknownId(json: unknown): boolean {
  return isRecord(json) && `${json.code}`.endsWith('_invalid_id');
}
