import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from './config.ts';
import type { EdgeOptions } from './http/index.ts';
import { openCertificate } from './http/index.ts';
import { InsecureError, refuseOpenHttp } from './main.ts';
import { openTestApp, type TestApp } from './testing.ts';

const opened: TestApp[] = [];
async function listening(edge: Partial<EdgeOptions> = {}) {
  const at = await openTestApp(undefined, { edge });
  opened.push(at);
  await at.app.listen({ port: 0, host: '127.0.0.1' });
  return { at, port: (at.app.server.address() as AddressInfo).port };
}
const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});
afterAll(async () => {
  for (const at of opened) await at.close();
});

/** Sends bytes as they are, and returns everything that came back until the server closed the connection. */
function raw(port: number, text: string | readonly string[]): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  sockets.push(socket);
  for (const part of [text].flat()) socket.write(part, 'latin1');
  let answer = '';
  socket.on('data', (chunk) => {
    answer += chunk.toString('latin1');
  });
  return new Promise((resolve) => {
    // Cut off in the middle of what it sent is an answer too.
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(answer));
  });
}

const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
const answers = (text: string) => text.match(/HTTP\/1\.1 \d{3}/g)?.length ?? 0;

describe('over a real socket', () => {
  let port: number;
  let at: TestApp;
  beforeAll(async () => {
    ({ port, at } = await listening());
  });
  const get = (path: string, ...headers: string[]) =>
    raw(port, [`GET ${path} HTTP/1.1`, 'Host: shop', 'Connection: close', ...headers, '', ''].join('\r\n'));

  it.each([
    ['two lengths of a body', 'Content-Length: 5\r\nContent-Length: 6'],
    ['a length and chunks (CL.TE)', 'Content-Length: 6\r\nTransfer-Encoding: chunked'],
    ['chunks and a length (TE.CL)', 'Transfer-Encoding: chunked\r\nContent-Length: 3'],
    ['an obscured transfer coding', 'Transfer-Encoding: xchunked\r\nContent-Length: 3'],
    ['two transfer codings', 'Transfer-Encoding: chunked\r\nTransfer-Encoding: identity'],
    ['a space before the colon', 'Transfer-Encoding : chunked'],
    ['a folded header', 'X-A: b\r\n Transfer-Encoding: chunked'],
    ['a bare line feed in a header', 'X-A: b\nTransfer-Encoding: chunked'],
    ['a length that is no number', 'Content-Length: +5'],
    ['a NUL in a header', 'X-A: a\0b'],
    ['no host', ''],
  ])('refuses %s with 400, and reads nothing behind it as a request', async (name, header) => {
    const host = name === 'no host' ? [] : ['Host: shop'];
    const smuggled = '0\r\n\r\nGET /health/live HTTP/1.1\r\nHost: shop\r\n\r\n';
    const head = ['POST /v1/sessions HTTP/1.1', ...host, header, '', ''].filter(
      (line, i) => line !== '' || i > 2,
    );
    const answer = await raw(port, `${head.join('\r\n')}${smuggled}`);
    expect(statusOf(answer)).toBe(400);
    expect(answers(answer)).toBe(1);
    expect(answer).not.toContain('"status":"ok"');
  });

  it('answers a request that is none as a problem, with the headers of every answer', async () => {
    const answer = await raw(port, 'BREW /pot HTCPCP/1.0\r\n\r\n');
    expect(statusOf(answer)).toBe(400);
    expect(answer).toContain('application/problem+json');
    expect(answer).toContain("default-src 'none'");
    expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '').code).toBe('malformed-request');
  });

  it('refuses headers over 16 KiB with 431', async () => {
    expect(statusOf(await get('/health/live', `X-A: ${'a'.repeat(17_000)}`))).toBe(431);
    const many = Array.from({ length: 2000 }, (_, n) => `X-${n}: aaaaaa`);
    expect(statusOf(await get('/health/live', ...many))).toBe(431);
  });

  it('refuses an oversize body by what it says and by what it is', async () => {
    const post = (headers: string, body: string) =>
      raw(
        port,
        `POST /v1/consents HTTP/1.1\r\nHost: shop\r\nX-API-Key: ${at.publishableKey}\r\nContent-Type: application/json\r\n${headers}\r\n\r\n${body}`,
      );
    expect(statusOf(await post('Connection: close\r\nContent-Length: 2000000', ''))).toBe(413);
    const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`;
    const endless = await post(
      'Connection: close\r\nTransfer-Encoding: chunked',
      `${chunk.repeat(20)}0\r\n\r\n`,
    );
    expect(statusOf(endless)).toBe(413);
  });

  it.each([
    '/widgets/../keyring',
    '/widgets/..%2fkeyring',
    '/widgets/%2e%2e/keyring',
    '/widgets/%2e%2e%2fkeyring/key',
    '/widgets/..%5ckeyring',
    '/widgets/..\\keyring',
    '/widgets/....//keyring',
    '/widgets//etc/passwd',
    '/widgets/%00keyring',
    '/widgets/keyring%00.js',
    '/widgets/%252e%252e%252fkeyring',
    '/widgets/.%2e/.%2e/.%2e/.%2e/etc/passwd',
    '/docs/static/../../../../etc/passwd',
    '/docs/static/%2e%2e/%2e%2e/package.json',
    '/../../../etc/passwd',
  ])('serves no file beside the widgets for %s', async (path) => {
    const answer = await get(path);
    expect([400, 403, 404]).toContain(statusOf(answer));
    expect(answer).not.toMatch(/root:|"dependencies"/);
  });

  it('echoes nothing into a header that could begin another', async () => {
    const hostile = 'abcdefgh%0d%0aSet-Cookie:%20a=b';
    for (const answer of [
      await get('/health/live', `X-Request-Id: ${hostile}`),
      await get('/health/live', 'X-Request-Id: abcdefgh\rSet-Cookie: a=b'),
      await get(`/${hostile}`),
      await get('/docs%0d%0aSet-Cookie:%20a=b'),
      await get(
        '/v1/widget-config',
        `X-API-Key: ${at.publishableKey}`,
        `Origin: https://a%0d%0aSet-Cookie: a=b`,
      ),
      await get(`/v1/recommendations?lang=${hostile}`, `X-API-Key: ${at.publishableKey}`),
    ]) {
      expect(statusOf(answer)).toBeGreaterThan(0);
      expect(answer.split('\r\n\r\n')[0]).not.toMatch(/^set-cookie:/im);
    }
  });

  it('takes a redirect’s place from its own routes alone', async () => {
    for (const path of ['//evil.example/docs', '/docs//evil.example', '/\\evil.example']) {
      const location = /^location: (.*)$/im.exec(await get(path))?.[1] ?? '';
      expect(location).not.toMatch(/^(?:https?:)?\/\/|\\/);
    }
  });
});

describe('slow and many', () => {
  const patience = { headers: 60, request: 120, every: 15 };

  it('closes a connection whose headers don’t come with 408, while others are served', async () => {
    const { port } = await listening({ patience });
    const slow = Array.from({ length: 50 }, () => raw(port, 'GET / HTTP/1.1\r\nX-A: b\r\n'));
    expect(
      statusOf(await raw(port, 'GET /health/live HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')),
    ).toBe(200);
    const ended = await Promise.all(slow);
    expect(new Set(ended.map(statusOf))).toEqual(new Set([408]));
  });

  it('closes a connection whose body doesn’t come', async () => {
    const { port, at } = await listening({ patience });
    const answer = await raw(
      port,
      `POST /v1/consents HTTP/1.1\r\nHost: a\r\nX-API-Key: ${at.publishableKey}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{`,
    );
    expect([400, 408]).toContain(statusOf(answer));
  });

  it('takes no more connections of one address, or in all, than the ceilings', async () => {
    const strict = { all: 100, each: 3, isShared: () => false };
    const { port } = await listening({ connections: strict });
    const held = [1, 2, 3].map(() => connect(port, '127.0.0.1'));
    sockets.push(...held);
    await Promise.all(held.map((socket) => new Promise((ready) => socket.once('connect', ready))));
    expect(await raw(port, '')).toBe('');
    held[0]?.destroy();
    let served = 0;
    while (served !== 200)
      served = statusOf(await raw(port, 'GET /health/live HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'));
    expect(served).toBe(200);
  });
});

describe('TLS', () => {
  const folder = mkdtempSync(join(tmpdir(), 'varai-tls-'));
  const files = { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') };
  const told: string[] = [];
  const note = (_: object, message: string) => void told.push(message);
  const log = { info: note, error: note };
  afterAll(() => rmSync(folder, { recursive: true }));

  /** A self-signed certificate for a name, in place of the one before. */
  function issue(name: string): void {
    const made = [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-days',
      '2',
    ];
    execFileSync('openssl', [...made, '-subj', `/CN=${name}`, '-keyout', files.key, '-out', files.cert], {
      stdio: 'ignore',
    });
  }

  /** Connects by TLS; nobody vouches for these certificates. */
  function secure(port: number, options = {}): Promise<TLSSocket> {
    return new Promise((resolve, reject) => {
      const socket = connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false, ...options }, () =>
        resolve(socket),
      );
      sockets.push(socket);
      socket.on('error', reject);
    });
  }

  function ask(socket: TLSSocket): Promise<string> {
    socket.write('GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n');
    return new Promise((resolve) => socket.once('data', (chunk) => resolve(chunk.toString())));
  }

  it('speaks TLS 1.3 and nothing older, and asks browsers to stay with it', async () => {
    issue('one.example');
    const certificate = await openCertificate(files, log);
    const { port } = await listening({ tls: certificate.pair });
    const socket = await secure(port);
    expect(socket.getProtocol()).toBe('TLSv1.3');
    expect(await ask(socket)).toMatch(
      /strict-transport-security: max-age=63072000; includeSubDomains; preload/i,
    );
    await expect(secure(port, { maxVersion: 'TLSv1.2' })).rejects.toThrow();
    expect(statusOf(await raw(port, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'))).not.toBe(200);
  });

  it('takes a new certificate while connections stay, and keeps the old one when the new one is broken', async () => {
    issue('old.example');
    const certificate = await openCertificate(files, log);
    const { port, at } = await listening({ tls: certificate.pair });
    certificate.follow(at.app.server as never);
    const before = await secure(port);
    const nameOf = async () => (await secure(port)).getPeerCertificate().subject.CN;
    expect(await nameOf()).toBe('old.example');
    issue('new.example');
    process.emit('SIGHUP');
    while ((await nameOf()) !== 'new.example');
    expect(await ask(before)).toContain('200 OK');
    expect(told).toContain('the new TLS certificate is in use');
    writeFileSync(files.cert, 'no certificate');
    await certificate.reload();
    expect(await nameOf()).toBe('new.example');
    expect(told.at(-1)).toContain('the one before stays');
    certificate.close();
  });

  it('does not start with a certificate that is not its key’s', async () => {
    issue('a.example');
    writeFileSync(files.key, 'no key');
    await expect(openCertificate(files, log)).rejects.toThrow(/cert\.pem.*key\.pem/);
  });
});

describe('plain HTTP to other machines', () => {
  const start = (flags: object) => refuseOpenHttp(loadConfig({ env: {}, flags }));

  it('needs somebody to have said so', () => {
    for (const host of ['0.0.0.0', '::', '192.168.1.2', 'shop.example'])
      expect(() => start({ host })).toThrow(InsecureError);
    expect(() => start({ tls_cert: 'a.pem' })).toThrow(InsecureError);
  });

  it('is fine on this machine, behind TLS of its own or a trusted proxy’s, and by the flag', () => {
    for (const flags of [
      { host: '127.0.0.1' },
      { host: '::1' },
      { host: 'localhost' },
      { host: '0.0.0.0', insecure_http: true },
      { host: '0.0.0.0', trusted_proxies: ['10.0.0.1'] },
      { host: '0.0.0.0', tls_cert: 'a.pem', tls_key: 'b.pem' },
    ])
      expect(() => start(flags)).not.toThrow();
  });
});
