import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { claimed, shopAddress } from './address.ts';
import { localeOf, webLocale } from './locale.ts';
import {
  countOf,
  idOf,
  minorUnits,
  plainText,
  text,
  timeOf,
  utcText,
  utcTimeOf,
  webAddress,
} from './reading.ts';
import { normalizeAddress as shopifyAddress } from './shopify/receive.ts';
import { codeOf } from './testing.ts';

describe('amounts', () => {
  it.each([
    ['158.70', 'EUR', 15870],
    ['0.99', 'EUR', 99],
    ['1.005', 'EUR', 101],
    ['2.999', 'EUR', 300],
    ['1299', 'EUR', 129900],
    [132.25, 'EUR', 13225],
    [19.99, 'EUR', 1999],
    ['158', 'JPY', 158],
    ['158.0', 'JPY', 158],
    ['1.234', 'KWD', 1234],
    ['-5.00', 'EUR', -500],
    ['', 'EUR', null],
    ['free', 'EUR', null],
    [null, 'EUR', null],
    [Number.NaN, 'EUR', null],
    ['1e400', 'EUR', null],
  ])('%s %s is %s', (amount, currency, minor) => {
    expect(minorUnits(amount, currency)).toBe(minor);
  });

  it('come back as they were written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000_000 }), (minor) => {
        const written = `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, '0')}`;
        expect(minorUnits(written, 'EUR')).toBe(minor);
        expect(minorUnits(Number(written), 'EUR')).toBe(minor);
      }),
    );
  });
});

describe('times', () => {
  it('are read with their zone, or as UTC where the platform means that', () => {
    const ms = Date.parse('2026-11-20T16:51:12Z');
    expect(timeOf('2026-11-20T17:51:12+01:00')).toBe(ms);
    expect(timeOf('2026-11-20T16:51:12.000Z')).toBe(ms);
    expect(timeOf('2026-11-20T16:51:12')).toBeNull();
    expect(utcTimeOf('2026-11-20 16:51:12')).toBe(ms);
    expect(utcTimeOf(utcText(ms))).toBe(ms);
    expect(utcTimeOf('0000-00-00 00:00:00')).toBeNull();
    expect(utcTimeOf(5)).toBeNull();
  });
});

describe('ids and counts', () => {
  it('are whole or not there', () => {
    expect([
      idOf(12),
      idOf('788032119674292922'),
      idOf(0),
      idOf(-1),
      idOf(1.5),
      idOf('0'),
      idOf('1x'),
    ]).toEqual(['12', '788032119674292922', null, null, null, null, null]);
    expect(idOf(2 ** 53)).toBeNull();
    expect([countOf(3), countOf(-2), countOf(2.9), countOf('3')]).toEqual([3, 0, 2, null]);
  });
});

describe('words', () => {
  it('are taken out of HTML, without its scripts', () => {
    expect(
      plainText('<p>Round &amp; light,<br>52&nbsp;mm &#8211; &#x41;</p><script>alert("x")</script>!', 100),
    ).toBe('Round & light, 52 mm – A !');
    expect(plainText('<style>p{}</style >a<script src=x>b</script\n>c<script>d', 100)).toBe('a c');
    expect(plainText('', 10)).toBeNull();
    expect(plainText(7, 10)).toBeNull();
  });

  it('are never cut inside a character', () => {
    expect(text('ab👓c', 3)).toBe('ab');
    expect(text('ab👓c', 4)).toBe('ab👓');
    expect(text('  ', 4)).toBeNull();
  });

  it('are found in markup that never closes', () => {
    expect(plainText('<script'.repeat(20_000), 10_000)).toBeNull();
    expect(plainText(`a ${'<b '.repeat(30_000)}`, 10_000)).toHaveLength(10_000);
    expect(plainText('&#'.repeat(50_000), 10_000)).toHaveLength(10_000);
  });
});

describe('addresses', () => {
  it.each([
    ['Shop.Example', 'https://shop.example'],
    [' https://shop.example/ ', 'https://shop.example'],
    ['https://shop.example:8443/brillen/?a=1#b', 'https://shop.example:8443/brillen'],
    ['http://127.0.0.1:4010/', 'http://127.0.0.1:4010'],
    ['http://localhost:4010', 'http://localhost:4010'],
  ])('%s is kept as %s', (typed, kept) => {
    expect(shopAddress(typed)).toBe(kept);
    expect(shopAddress(kept)).toBe(kept);
  });

  it.each([
    'http://shop.example',
    'http://127.0.0.1.evil.example',
    'http://0x7f.1.evil.example',
    'ftp://shop.example',
    'javascript://shop.example/%0aalert(1)',
    'file:///etc/passwd',
    'https://user:secret@shop.example',
    'https://',
    '',
    'https://a b.example',
    `https://${'a'.repeat(600)}.example`,
  ])('%s is refused', (typed) => {
    expect(codeOf(() => shopAddress(typed))).toBe('platform-address-invalid');
  });

  it('a claim counts as the same shop whether it believes in https or not, and is nothing when it is none', () => {
    expect(claimed('http://shop.example/')).toBe('https://shop.example');
    expect(claimed('https://shop.example/')).toBe('https://shop.example');
    expect(claimed('http://127.0.0.1:1/')).toBe('http://127.0.0.1:1');
    expect(claimed('no address at all')).toBeNull();
    expect(claimed(null)).toBeNull();
  });

  it.each([
    ['lumen', 'https://lumen.myshopify.com'],
    ['LUMEN.myshopify.com', 'https://lumen.myshopify.com'],
    ['https://lumen.myshopify.com/admin/products', 'https://lumen.myshopify.com'],
    ['https://admin.shopify.com/store/lumen/settings', 'https://lumen.myshopify.com'],
    ['http://127.0.0.1:4010', 'http://127.0.0.1:4010'],
  ])('of Shopify: %s is %s', (typed, kept) => {
    expect(shopifyAddress(typed)).toBe(kept);
  });

  it.each([
    'lumen.example',
    'lumen.myshopify.com.evil.example',
    'lumen.myshopify.com@evil.example',
    'evil.example/lumen.myshopify.com',
    'evil.example#.myshopify.com',
    '-lumen.myshopify.com',
    'lu_men',
    'a.b.myshopify.com',
    '',
  ])('of Shopify: %s is refused', (typed) => {
    expect(codeOf(() => shopifyAddress(typed))).toBe('platform-address-invalid');
  });

  it('of pictures are whole web addresses', () => {
    expect(webAddress('//cdn.example/a.png')).toBe('https://cdn.example/a.png');
    expect(webAddress('javascript:alert(1)')).toBeNull();
    expect(webAddress(`https://a.example/${'a'.repeat(2100)}`)).toBeNull();
  });
});

it('languages are told from countries and from the names systems have for them', () => {
  expect([localeOf('DE'), localeOf('FR'), localeOf('BR'), localeOf(null)]).toEqual(['de', 'fr', 'pt', 'en']);
  expect([webLocale('de_DE'), webLocale('en'), webLocale('C.UTF-8')]).toEqual(['de-DE', 'en', 'en']);
});
