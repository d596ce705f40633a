import type { lookup } from 'node:dns';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Outbound, openOutbound } from './index.ts';

/** What must never be called: each way to write an address that is not on the public internet. */
const ADDRESSES = [
  // This machine, in every notation a URL parser reads (whatwg.org/url, "IPv4 parser").
  ...['127.0.0.1', '127.1', '127.0.1', '127.255.255.254', '2130706433', '0x7f000001', '0x7f.1', '0177.0.0.1'],
  ...['017700000001', '0x7f.0x0.0x0.0x1', '127.0.0.1.', '0', '0.0.0.0', '0x0', '0.1.2.3', '00000000'],
  ...['１２７.0.0.1', '127。0。0。1', '①②⑦.0.0.1', '%31%32%37.0.0.1', '0x7F.0.0.1', '127.0.0.0x1'],
  // Private networks (RFC 1918), shared (RFC 6598), link-local (RFC 3927) with the clouds' metadata.
  ...['10.0.0.1', '10.255.255.255', '172.16.0.1', '172.31.255.254', '192.168.0.1', '192.168.255.255'],
  ...['167772161', '0xac100001', '3232235521', '012.0.0.1', '0300.0250.0.1', '10.1', '192.168.257'],
  ...['100.64.0.1', '100.100.100.200', '100.127.255.255', '169.254.0.1', '169.254.169.254', '2852039166'],
  ...['0xa9fea9fe', '0251.0376.0251.0376', '169.254.43518', '168.63.129.16', '192.0.0.192', '169.254.170.2'],
  // Reserved, documentation, benchmarks, multicast, broadcast (RFC 6890).
  ...['192.0.0.1', '192.0.2.1', '198.51.100.1', '203.0.113.1', '198.18.0.1', '198.19.255.255', '192.88.99.1'],
  ...[
    '224.0.0.1',
    '239.255.255.250',
    '240.0.0.1',
    '255.255.255.255',
    '4294967295',
    '0xffffffff',
    '254.1.1.1',
  ],
  // IPv6: this machine, local, multicast, documentation, discard.
  ...[
    '[::1]',
    '[::]',
    '[0:0:0:0:0:0:0:1]',
    '[0000::0001]',
    '[fe80::1]',
    '[febf::1]',
    '[fc00::1]',
    '[fd00::1]',
  ],
  ...[
    '[fd00:ec2::254]',
    '[fd20:ce::254]',
    '[ff02::1]',
    '[ff0e::1]',
    '[fec0::1]',
    '[2001:db8::1]',
    '[100::1]',
  ],
  ...['[3fff::1]', '[5f00::1]', '[4000::1]', '[::2]', '[2001::1]', '[2001:10::1]', '[2001:20::1]'],
  // IPv4 inside IPv6: mapped, translated (RFC 6052, 8215, 2765), compatible, 6to4 (RFC 3056), Teredo (RFC 4380).
  ...[
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::ffff:10.0.0.1]',
    '[::ffff:169.254.169.254]',
    '[::ffff:0.0.0.0]',
  ],
  ...[
    '[0:0:0:0:0:ffff:7f00:0001]',
    '[::FFFF:192.168.1.1]',
    '[::ffff:0:127.0.0.1]',
    '[::127.0.0.1]',
    '[::7f00:1]',
  ],
  ...[
    '[::ffff:100.64.0.1]',
    '[64:ff9b::127.0.0.1]',
    '[64:ff9b::a9fe:a9fe]',
    '[64:ff9b:1::1]',
    '[::10.0.0.1]',
  ],
  ...[
    '[2002:7f00:1::]',
    '[2002:a9fe:a9fe::1]',
    '[2002:c0a8:101::1]',
    '[2001:0:7f00:1::]',
    '[::ffff:224.0.0.1]',
  ],
];

/** Names that lead there, by a DNS of our own. */
const NAMES: Record<string, string[]> = {
  localhost: ['127.0.0.1', '::1'],
  'localhost.': ['127.0.0.1'],
  'shop.localhost': ['127.0.0.1'],
  'metadata.google.internal': ['169.254.169.254'],
  'intranet.example': ['10.1.2.3'],
  'both.example': ['93.184.215.14', '127.0.0.1'],
  'six.example': ['2606:2800:21f:cb07::1', '::1'],
  'mapped.example': ['::ffff:10.0.0.1'],
  'nat64.example': ['64:ff9b::a00:1'],
  'zero.example': ['0.0.0.0'],
  redis: ['172.17.0.3'],
  'nobody.example': [],
};

const URLS = [
  'http://shop.example/',
  'ftp://shop.example/',
  'file:///etc/passwd',
  'gopher://127.0.0.1:6379/_INFO',
  'data:application/json,{}',
  'javascript:alert(1)',
  'blob:https://shop.example/x',
  'ws://shop.example/',
  'https://user@shop.example/',
  'https://user:pass@shop.example/',
  'https://shop.example:pass@127.0.0.1/',
  'https://127.0.0.1\\@shop.example/',
  'https://shop.example:22/',
  'https://shop.example:25/',
  'https://127.0.0.1#@shop.example/',
  'https://127.0.0.1?@shop.example/',
];

const asLookup = (answers: (host: string) => string[]) =>
  ((host: string, _: unknown, done: (error: null, found: { address: string; family: number }[]) => void) =>
    done(
      null,
      answers(host).map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )) as unknown as typeof lookup;

/** The name of what refused it. */
async function refusal(outbound: Outbound, url: string): Promise<string> {
  return outbound.fetchJson(url).then(
    () => 'answered',
    (error: Error) => error.name,
  );
}

describe('what others name is called only on the public internet', () => {
  const outbound = openOutbound({
    allowPrivate: false,
    lookup: asLookup((host) => NAMES[host] ?? []),
  });

  it('has more than a hundred ways around it to refuse', () => {
    expect(ADDRESSES.length + Object.keys(NAMES).length + URLS.length).toBeGreaterThan(100);
  });

  it.each(ADDRESSES)('refuses the address %s', async (host) => {
    expect(await refusal(outbound, `https://${host}/`)).toBe('OutboundRefused');
    expect(await refusal(outbound, `https://${host}:8443/path?x=1`)).toBe('OutboundRefused');
  });

  it.each(Object.keys(NAMES))('refuses the name %s for what it leads to', async (host) => {
    expect(await refusal(outbound, `https://${host}/`)).toBe('OutboundRefused');
  });

  it.each(URLS)('refuses %s', async (url) => {
    expect(await refusal(outbound, url)).toBe('OutboundRefused');
  });

  it('lets public addresses pass', () => {
    for (const host of ['93.184.215.14', '[2606:2800:21f:cb07::1]', 'shop.example', '1.1.1.1'])
      expect(() => outbound.check(new URL(`https://${host}/`))).not.toThrow();
  });

  it('lets private ones pass where the operator says so, and never a cloud’s credentials', () => {
    const open = openOutbound({ allowPrivate: true });
    for (const url of [
      'http://127.0.0.1:8080/',
      'https://10.0.0.1/',
      'http://[::1]:1234/',
      'http://192.168.1.5/',
    ])
      expect(() => open.check(new URL(url))).not.toThrow();
    for (const url of [
      'http://169.254.169.254/',
      'http://[fd00:ec2::254]/',
      'http://0.0.0.0/',
      'http://224.0.0.1/',
    ])
      expect(() => open.check(new URL(url))).toThrow(/not on the public internet/);
  });
});

describe('over real sockets', () => {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(`${request.socket.localAddress}${request.url}`);
    if (request.url === '/elsewhere') response.writeHead(302, { location: '/secret' }).end();
    else response.end('{"ok":true}');
  });
  let port: number;
  // Of this machine's addresses the test calls one public and another private.
  const allows = (address: string) => address === '127.0.0.2';
  beforeAll(async () => {
    await new Promise<void>((ready) => server.listen(0, '0.0.0.0', ready));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => void server.close());

  it('connects to the address that was checked, whatever DNS says a moment later', async () => {
    let asked = 0;
    const rebinding = asLookup(() => [asked++ % 2 === 0 ? '127.0.0.2' : '127.0.0.1']);
    const results: string[] = [];
    for (let n = 0; n < 20; n++) {
      const outbound = openOutbound({ allowPrivate: true, lookup: rebinding, allows });
      results.push(await refusal(outbound, `http://rebind.test:${port}/${n}`));
    }
    expect(asked).toBe(20);
    expect(new Set(results)).toEqual(new Set(['answered', 'OutboundRefused']));
    expect(seen.filter((address) => !address.includes('127.0.0.2'))).toEqual([]);
    expect(seen).toHaveLength(10);
  });

  it('follows no redirect', async () => {
    seen.length = 0;
    const outbound = openOutbound({ allowPrivate: true, lookup: asLookup(() => ['127.0.0.2']), allows });
    await expect(outbound.fetchJson(`http://shop.test:${port}/elsewhere`)).rejects.toThrow('status 302');
    expect(seen).toHaveLength(1);
  });
});
