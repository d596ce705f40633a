import { type LookupAddress, lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import type { Dispatcher } from 'undici';
import { allowedAddress, isPublicAddress } from './addresses.ts';

/** The server was asked to call an address it must not. The message says why, and names no secret. */
export class OutboundRefused extends Error {
  override name = 'OutboundRefused';
  readonly code = 'ERR_OUTBOUND_REFUSED';
}

export interface OutboundOptions {
  /** This machine and private networks may be called too, also over plain http. */
  allowPrivate: boolean;
  /** DNS, as node:dns has it; a test has its own. */
  lookup?: typeof systemLookup;
  /** Which addresses may be connected to; a test has its own. */
  allows?: (address: string) => boolean;
}

export interface Outbound {
  /** @throws OutboundRefused when the address may not be called, as far as that can be told without DNS. */
  check(url: URL): void;
  /** A dispatcher for undici's `request`: whatever goes through it is checked, its address pinned. */
  dispatcher(options?: {
    maxResponseSize?: number;
    connectTimeout?: number;
    idleTimeout?: number;
  }): Promise<Dispatcher>;
  /** JSON of up to 1 MB from a GET, with no redirect followed. @throws Error saying what was wrong. */
  fetchJson(url: string): Promise<unknown>;
}

const MOST_JSON_BYTES = 1024 * 1024;
const JSON_TIMEOUT_MS = 10_000;
/** Below are the services of machines (RFC 6335 §6); shops speak https or run on a port of their own. */
const FIRST_USER_PORT = 1024;
const NEXT =
  'The operator of this server may allow private networks: allow_private_shops in varai.config.json, or VARAI_ALLOW_PRIVATE_SHOPS=true.';

/**
 * The one way this server calls addresses that others name. A host's addresses are looked up once, each is checked, and
 * the connection is made to what was checked: an answer of DNS that changes afterwards changes nothing.
 */
export function openOutbound(options: OutboundOptions): Outbound {
  const { allowPrivate, lookup = systemLookup, allows = allowedAddress(options) } = options;

  function check(url: URL): void {
    const { protocol, hostname, port } = url;
    if (protocol !== 'https:' && !(protocol === 'http:' && allowPrivate && isLocal(url)))
      throw new OutboundRefused(
        `${url.host} can only be called over https. ${protocol === 'http:' ? NEXT : ''}`.trim(),
      );
    if (url.username !== '' || url.password !== '')
      throw new OutboundRefused(`The address of ${url.host} holds a user name or a password.`);
    if (hostname === '') throw new OutboundRefused('The address names no host.');
    if (port !== '' && Number(port) < FIRST_USER_PORT && port !== '80')
      throw new OutboundRefused(`${url.host} has a port that belongs to another service.`);
    const literal = hostname.replace(/^\[|\]$/g, '');
    if (isIP(literal) !== 0 && !allows(literal)) throw refusedAddress(hostname);
  }

  const guarded: LookupFunction = (hostname, { family, hints }, done) => {
    const asked = {
      all: true,
      ...(family === undefined ? {} : { family }),
      ...(hints === undefined ? {} : { hints }),
    } as const;
    lookup(hostname, asked, (error, found) => {
      const addresses = found as LookupAddress[] | undefined;
      if (error) return done(error, []);
      const refused = addresses?.length ? addresses.find(({ address }) => !allows(address)) : { address: '' };
      // One bad answer among good ones is an attack too.
      if (refused !== undefined) return done(refusedAddress(hostname), []);
      done(null, addresses as LookupAddress[]);
    });
  };

  async function dispatcher({
    maxResponseSize = -1,
    connectTimeout = JSON_TIMEOUT_MS,
    idleTimeout = 300_000,
  } = {}) {
    const { Agent } = (await import('undici')).default;
    const agent = new Agent({
      maxResponseSize,
      headersTimeout: idleTimeout,
      bodyTimeout: idleTimeout,
      connect: { timeout: connectTimeout, lookup: guarded },
    });
    // Addresses written as numbers are never looked up, so each request is checked as well.
    return agent.compose((dispatch) => (request, handler) => {
      check(new URL(request.path, request.origin));
      return dispatch(request, handler);
    });
  }

  let json: Promise<Dispatcher> | undefined;
  return {
    check,
    dispatcher,
    async fetchJson(address) {
      const url = new URL(address);
      check(url);
      const { request } = (await import('undici')).default;
      json ??= dispatcher({ maxResponseSize: MOST_JSON_BYTES });
      const { statusCode, body } = await request(url, {
        dispatcher: await json,
        headers: { accept: 'application/json' },
        signal: AbortSignal.timeout(JSON_TIMEOUT_MS),
      });
      if (statusCode === 200) return body.json();
      await body.dump();
      throw new Error(`${url.host} answered with status ${statusCode}`);
    },
  };
}

/** Names that no public shop has: of one label, or for use at home (RFC 6761, RFC 6762, RFC 8375, ICANN's .internal). */
const LOCAL_NAME = /^[^.]+$|\.(?:localhost|local|internal|test|home\.arpa)\.?$/;

/** Whether plain http stays within walls: a public address would be sent credentials that everybody on the way reads. */
function isLocal({ hostname }: URL): boolean {
  const literal = hostname.replace(/^\[|\]$/g, '');
  return isIP(literal) === 0 ? LOCAL_NAME.test(hostname) : !isPublicAddress(literal);
}

function refusedAddress(host: string): OutboundRefused {
  return new OutboundRefused(`${host} is not on the public internet. ${NEXT}`);
}
