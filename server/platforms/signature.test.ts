import { createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { ApiVersion, LogSeverity, shopifyApi } from '@shopify/shopify-api';
import '@shopify/shopify-api/adapters/node';
import { describe, expect, it } from 'vitest';
import type { PlatformName } from './platform.ts';
import { codeOf, delivery, NOW, platforms } from './testing.ts';

const SECRET = 'kQ7mZ2vT9xB4nL6cR1wD8yF3hJ5pS0aE';
const OLD = 'uW3eR5tY7uI9oP1aS3dF5gH7jK9lZ1xC';
const ADDRESS: Record<PlatformName, string> = {
  shopify: 'https://alder.myshopify.com',
  woocommerce: 'https://alder.example',
  magento: 'https://alder.example',
  html: 'https://alder.example',
};
const HEADER: Record<PlatformName, string> = {
  shopify: 'x-shopify-hmac-sha256',
  woocommerce: 'x-wc-webhook-signature',
  magento: 'x-varai-signature',
  html: 'x-varai-signature',
};
const NAMES = Object.keys(ADDRESS) as PlatformName[];

const sample = (name: PlatformName) =>
  platforms[name].sample('product_updated', { secret: SECRET, address: ADDRESS[name], now: NOW });

type Change = (
  signature: string,
  body: string,
) => { signature?: string | string[] | undefined; body?: Buffer };
const flip = (text: string, at: number) =>
  `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`;

/** Ways to come with a signature that is not right, and what each is told. */
const FORGERIES: Record<string, [Change, string]> = {
  'no header': [() => ({ signature: undefined }), 'webhook-signature-missing'],
  'an empty header': [() => ({ signature: '' }), 'webhook-signature-missing'],
  'an empty list of headers': [() => ({ signature: [] }), 'webhook-signature-invalid'],
  'the header twice': [(signature) => ({ signature: [signature, signature] }), 'webhook-signature-invalid'],
  'two values joined': [
    (signature) => ({ signature: `${signature}, ${signature}` }),
    'webhook-signature-invalid',
  ],
  'one byte of the body changed': [
    (_, body) => ({ body: Buffer.from(body.replace('panto', 'pantO')) }),
    'webhook-signature-invalid',
  ],
  'a space after the body': [(_, body) => ({ body: Buffer.from(`${body} `) }), 'webhook-signature-invalid'],
  'a newline after the body': [
    (_, body) => ({ body: Buffer.from(`${body}\n`) }),
    'webhook-signature-invalid',
  ],
  'a byte order mark': [(_, body) => ({ body: Buffer.from(`\ufeff${body}`) }), 'webhook-signature-invalid'],
  'the body reformatted': [
    (_, body) => ({ body: Buffer.from(JSON.stringify(JSON.parse(body), null, 2)) }),
    'webhook-signature-invalid',
  ],
  'the body cut': [(_, body) => ({ body: Buffer.from(body.slice(0, -1)) }), 'webhook-signature-invalid'],
  'an empty body': [() => ({ body: Buffer.alloc(0) }), 'webhook-signature-invalid'],
  'the last character changed': [
    (signature) => ({ signature: flip(signature, signature.length - 2) }),
    'webhook-signature-invalid',
  ],
  'another character changed': [
    (signature) => ({ signature: flip(signature, 30) }),
    'webhook-signature-invalid',
  ],
  'a truncated signature': [
    (signature) => ({ signature: signature.slice(0, -4) }),
    'webhook-signature-invalid',
  ],
  'one character only': [() => ({ signature: 'A' }), 'webhook-signature-invalid'],
  'a space before it': [(signature) => ({ signature: ` ${signature}` }), 'webhook-signature-invalid'],
  'a space after it': [(signature) => ({ signature: `${signature} ` }), 'webhook-signature-invalid'],
  'quotes around it': [(signature) => ({ signature: `"${signature}"` }), 'webhook-signature-invalid'],
  'a scheme before it': [(signature) => ({ signature: `sha256=${signature}` }), 'webhook-signature-invalid'],
  'lower case': [(signature) => ({ signature: `${signature.toLowerCase()}=` }), 'webhook-signature-invalid'],
  'upper case': [(signature) => ({ signature: signature.toUpperCase() }), 'webhook-signature-invalid'],
  'a very long one': [() => ({ signature: 'A'.repeat(10_000) }), 'webhook-signature-invalid'],
};

/** Signatures made with the wrong thing. */
const WRONG_MAKINGS: Record<string, (body: string) => string> = {
  'another secret': (body) => createHmac('sha256', `${SECRET}x`).update(body).digest('base64'),
  'an empty secret': (body) => createHmac('sha256', '').update(body).digest('base64'),
  'the secret with a newline': (body) => createHmac('sha256', `${SECRET}\n`).update(body).digest('base64'),
  'SHA-1': (body) => createHmac('sha1', SECRET).update(body).digest('base64'),
  'SHA-512': (body) => createHmac('sha512', SECRET).update(body).digest('base64'),
  'hex in place of base64': (body) => createHmac('sha256', SECRET).update(body).digest('hex'),
  base64url: (body) => createHmac('sha256', SECRET).update(`${body}`).digest('base64url'),
  'the body as the key': (body) => createHmac('sha256', body).update(SECRET).digest('base64'),
};

describe.each(NAMES)('a webhook of %s', (name) => {
  const { headers, body } = sample(name);
  const right = headers[HEADER[name]] ?? '';
  const receive = (changed: ReturnType<Change>, secrets: readonly string[] = [SECRET], at = NOW) => {
    const signature = 'signature' in changed ? changed.signature : right;
    const sent = { ...headers, [HEADER[name]]: signature };
    return platforms[name].receive(delivery('product_updated', sent, changed.body ?? body, at), secrets);
  };

  it('is taken when it is signed as the platform signs', () => {
    expect(receive({})).toMatchObject({ kind: 'event', event_type: 'product_updated' });
  });

  it('is taken with any of the secrets that are valid now', () => {
    expect(receive({}, [OLD, SECRET]).kind).toBe('event');
    expect(receive({}, [SECRET, OLD]).kind).toBe('event');
  });

  it('is refused with a secret that is no longer valid, with none, and with an empty one', () => {
    for (const secrets of [[OLD], [], [''], [OLD, '']]) {
      expect(codeOf(() => receive({}, secrets))).toBe('webhook-signature-invalid');
    }
  });

  it.each(Object.keys(FORGERIES))('is refused with %s', (forgery) => {
    const [change, code] = FORGERIES[forgery] as [Change, string];
    expect(codeOf(() => receive(change(right, body)))).toBe(code);
  });

  it.each(Object.keys(WRONG_MAKINGS))('is refused when signed with %s', (making) => {
    const made = WRONG_MAKINGS[making]?.(body) ?? '';
    const hex = Buffer.from(made, 'base64').toString('hex');
    const signature = name === 'magento' || name === 'html' ? `t=${NOW / 1000},v1=${hex}` : made;
    expect(codeOf(() => receive({ signature }))).toBe('webhook-signature-invalid');
  });
});

describe.each(['magento', 'html'] as const)('our own signature (%s)', (name) => {
  const { headers, body } = sample(name);
  const at = (received: number, secrets = [SECRET], signature = headers['x-varai-signature']) =>
    codeOf(() =>
      platforms[name].receive(
        delivery('product_updated', { ...headers, 'x-varai-signature': signature }, body, received),
        secrets,
      ),
    );
  const mark = (time: string, secret = SECRET) =>
    createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');

  it('is good for five minutes before and after', () => {
    expect(at(NOW + 300_000)).toBe('none');
    expect(at(NOW - 300_000)).toBe('none');
    expect(at(NOW + 301_000)).toBe('webhook-too-old');
    expect(at(NOW - 301_000)).toBe('webhook-too-old');
  });

  it('says nothing of the age of what is not signed rightly', () => {
    expect(at(NOW + 3_600_000, [OLD])).toBe('webhook-signature-invalid');
  });

  it('covers the time', () => {
    const moved = headers['x-varai-signature']?.replace(`t=${NOW / 1000}`, `t=${NOW / 1000 + 60}`);
    expect(at(NOW, [SECRET], moved)).toBe('webhook-signature-invalid');
  });

  it('may hold marks of two secrets while the sender changes over', () => {
    const time = String(NOW / 1000);
    expect(at(NOW, [SECRET], `t=${time},v1=${mark(time, OLD)},v1=${mark(time)}`)).toBe('none');
  });

  it.each([
    't=,v1=',
    'v1=00',
    `t=${NOW / 1000}`,
    `t=${NOW / 1000},v1=${'0'.repeat(63)}`,
    `t=${NOW / 1000},v0=${'0'.repeat(64)}`,
    `v1=${'0'.repeat(64)},t=${NOW / 1000}`,
    `t=1e9,v1=${'0'.repeat(64)}`,
    `t=-5,v1=${'0'.repeat(64)}`,
    `t=${NOW / 1000},v1=${Array(6).fill('0'.repeat(64)).join(',v1=')}`,
  ])('is refused as %s', (signature) => {
    expect(at(NOW, [SECRET], signature)).toBe('webhook-signature-invalid');
  });
});

describe('agreement with the Shopify SDK', () => {
  const sdk = shopifyApi({
    apiKey: 'client-id',
    apiSecretKey: SECRET,
    apiVersion: ApiVersion.July26,
    hostName: 'varai.example',
    isEmbeddedApp: false,
    logger: { level: LogSeverity.Error },
    scopes: ['read_products'],
  });
  const bodies = [
    '{"id":1}',
    '{"title":"Brille für 52□18 – neu"}',
    '{"id":788032119674292922}',
    '{}',
    '{"a":"\\u0000"}',
  ];
  const validates = async (body: string, signature: string) => {
    const headers = {
      ...platforms.shopify.sample('product_updated', { secret: SECRET, address: ADDRESS.shopify, now: NOW })
        .headers,
      'x-shopify-hmac-sha256': signature,
    };
    const rawRequest = { method: 'POST', url: '/webhooks', headers } as unknown as IncomingMessage;
    const result = await sdk.webhooks.validate({ rawBody: body, rawRequest });
    return result.valid;
  };
  const ours = (body: string, signature: string) =>
    codeOf(() =>
      platforms.shopify.receive(
        delivery('x', { 'x-shopify-topic': 'carts/update', 'x-shopify-hmac-sha256': signature }, body),
        [SECRET],
      ),
    ) === 'none';

  it.each(bodies)('on %s', async (body) => {
    const right = createHmac('sha256', SECRET).update(body).digest('base64');
    for (const signature of [right, flip(right, 5), right.slice(1), `${right}=`]) {
      expect(ours(body, signature)).toBe(signature === right);
    }
    expect(await validates(body, right)).toBe(true);
    expect(await validates(body, flip(right, 5))).toBe(false);
  });
});
