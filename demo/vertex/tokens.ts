import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the platform that runs the server gives it, to be exchanged for an access token. */
export const SUBJECT_TOKEN = 'subject-token-of-the-double';
const AUDIENCE =
  '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/pool/providers/double';
const SUBJECT_TYPE = 'urn:ietf:params:oauth:token-type:jwt';
const ACCESS_TYPE = 'urn:ietf:params:oauth:token-type:access_token';
const SCOPE = 'https://www.googleapis.com/auth/cloud-platform';

export interface TokenEndpoint {
  /** The access token that is good now. */
  token(): string;
  /** The one before is no longer good. */
  renew(): void;
  /** Of GOOGLE_APPLICATION_CREDENTIALS: workload identity federation with this endpoint. */
  credentials(subjectTokenFile: string): object;
  exchanges(): number;
  close(): Promise<void>;
}

/** Google's token exchange (RFC 8693), as workload identity federation uses it: https://cloud.google.com/iam/docs/reference/sts/rest/v1/TopLevel/token */
export async function startTokenEndpoint(): Promise<TokenEndpoint> {
  const fresh = () => `ya29.${randomBytes(16).toString('hex')}`;
  let token = fresh();
  let exchanges = 0;
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const asked = new URLSearchParams(text);
    const say = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    const expected: Record<string, string> = {
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      audience: AUDIENCE,
      requested_token_type: ACCESS_TYPE,
      subject_token_type: SUBJECT_TYPE,
      scope: SCOPE,
    };
    const wrong = Object.entries(expected).find(([name, value]) => asked.get(name) !== value)?.[0];
    if (request.method !== 'POST' || request.url !== '/v1/token' || wrong !== undefined)
      return void say(400, { error: 'invalid_request', error_description: `Invalid value for "${wrong}".` });
    if (asked.get('subject_token') !== SUBJECT_TOKEN)
      return void say(400, { error: 'invalid_grant', error_description: 'The subject token is not valid.' });
    exchanges++;
    say(200, { access_token: token, issued_token_type: ACCESS_TYPE, token_type: 'Bearer', expires_in: 3600 });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/token`;
  return {
    token: () => token,
    renew() {
      token = fresh();
    },
    exchanges: () => exchanges,
    credentials: (file) => ({
      type: 'external_account',
      audience: AUDIENCE,
      subject_token_type: SUBJECT_TYPE,
      token_url: url,
      credential_source: { file },
    }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
