import { expect, it } from 'vitest';
import { oauthHeader, oauthSignature } from './oauth1.ts';

it('signs as RFC 5849 §1.2 does', () => {
  const header =
    'OAuth realm="Photos", oauth_consumer_key="dpf43f3p2l4k3l03", oauth_token="nnch734d00sl2jdk", ' +
    'oauth_signature_method="HMAC-SHA1", oauth_timestamp="137131202", oauth_nonce="chapoH", ' +
    'oauth_signature="MdpQcU8iPSUjWoN%2FUDMsK2sui9I%3D"';
  const given = oauthHeader(header) ?? {};
  const signature = oauthSignature({
    method: 'GET',
    url: 'http://photos.example.net/photos',
    parameters: [['file', 'vacation.jpg'], ['size', 'original'], ...Object.entries(given)],
    algorithm: 'sha1',
    consumerSecret: 'kd94hf93k423kf44',
    tokenSecret: 'pfkkdhi9sl3r4s00',
  });
  expect(signature).toBe(given.oauth_signature);
});
