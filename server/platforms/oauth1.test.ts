import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { oauthHeader, oauthParameters, signatureBase } from './oauth1.ts';

describe('OAuth 1.0a', () => {
  it('signs the base string of RFC 5849 §3.4.1.1', () => {
    const url = new URL('http://example.com/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b');
    const parameters: [string, string][] = [
      ['oauth_consumer_key', '9djdj82h48djs9d2'],
      ['oauth_token', 'kkk9d7dh3k39sjv7'],
      ['oauth_signature_method', 'HMAC-SHA1'],
      ['oauth_timestamp', '137131201'],
      ['oauth_nonce', '7d8f3e4a'],
      ['c2', ''],
      ['a3', '2 q'],
    ];
    expect(signatureBase({ method: 'post', url }, parameters)).toBe(
      'POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D%26c%2540%3D%26c2%3D' +
        '%26oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a%26oauth_signature_method%3DHMAC-SHA1' +
        '%26oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7',
    );
  });

  it('leaves out port, query and fragment of the address as §3.4.1.2 says', () => {
    const at = (address: string) => signatureBase({ method: 'GET', url: new URL(address) }, []).split('&')[1];
    expect(at('http://EXAMPLE.COM:80/r%20v/X?id=123')).toBe('http%3A%2F%2Fexample.com%2Fr%2520v%2FX');
    expect(at('https://www.example.net:8080/?q=1#a')).toBe('https%3A%2F%2Fwww.example.net%3A8080%2F');
  });

  it('makes a signature of key and base string, new for each nonce', () => {
    const request = { method: 'GET', url: new URL('https://shop.example/rest/V1/products?a[0]=x y') };
    const keys = { consumerKey: 'ck', consumerSecret: 'c&s', token: 'tk', tokenSecret: 't s' };
    const parameters = oauthParameters(request, keys, 1_700_000_000_000, 'n1');
    const { oauth_signature, ...signed } = parameters;
    const base = signatureBase(request, Object.entries(signed));
    expect(signed).toMatchObject({ oauth_timestamp: '1700000000', oauth_nonce: 'n1', oauth_token: 'tk' });
    expect(oauth_signature).toBe(createHmac('sha256', 'c%26s&t%20s').update(base).digest('base64'));
    expect(oauthParameters(request, keys, 1_700_000_000_000).oauth_signature).not.toBe(oauth_signature);
    expect(oauthHeader({ oauth_signature: 'a+/=', oauth_nonce: "n'" })).toBe(
      'OAuth oauth_signature="a%2B%2F%3D", oauth_nonce="n%27"',
    );
  });
});
