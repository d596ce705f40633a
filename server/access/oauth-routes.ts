import formbody from '@fastify/formbody';
import type { FastifyError } from 'fastify';
import { Type } from 'typebox';
import { type App, PERMISSIONS, Problem, ProblemSchema } from '../http/index.ts';
import type { OAuth } from './oauth.ts';
import { oauthError } from './oauth.ts';
import { SigningKeyList } from './schema.ts';
import type { SigningKeys } from './signing-keys.ts';

export interface OAuthRoutesDeps {
  oauth: OAuth;
  signing: SigningKeys;
  issuer: string;
  /** Told of new signing keys, for the audit log. */
  onRotate(details: { at_once: boolean }): Promise<void>;
}

/** A token request is a few hundred bytes. */
const MOST_BYTES = 16_384;
/** How long others may keep our public keys; a new one is published twice as long before it signs. */
const KEYS_SECONDS = 300;
const METHODS = ['client_secret_basic', 'client_secret_post'];

const Text = Type.Optional(Type.String({ maxLength: 8192 }));
const Form = Type.Object(
  {
    grant_type: Type.String({ description: 'client_credentials or refresh_token' }),
    scope: Text,
    refresh_token: Text,
    client_id: Text,
    client_secret: Text,
  },
  { additionalProperties: true },
);
const RevokeForm = Type.Object(
  { token: Type.String({ maxLength: 8192 }), token_type_hint: Text, client_id: Text, client_secret: Text },
  { additionalProperties: true },
);
const TokenAnswer = Type.Object({
  access_token: Type.String(),
  token_type: Type.Literal('Bearer'),
  expires_in: Type.Integer({ description: 'Seconds' }),
  scope: Type.String(),
  refresh_token: Type.String({ description: 'Good once, for 30 days' }),
});
const OAuthErrorBody = Type.Object(
  { error: Type.String(), error_description: Type.String() },
  { additionalProperties: true, description: 'RFC 6749 §5.2, with the members of a problem' },
);
const Open = Type.Object({}, { additionalProperties: true });
const answers = { '4xx': OAuthErrorBody, 429: ProblemSchema, '5xx': ProblemSchema };
const tags = ['oauth'];
const config = { access: 'public' } as const;

/** OAuth 2.0 for programs: tokens for a client’s secret (RFC 6749 §4.4), their end, and what others must know of us. */
export function oauthRoutes({ oauth, signing, issuer, onRotate }: OAuthRoutesDeps) {
  return async (app: App): Promise<void> => {
    await app.register(async (scope: App) => {
      scope.removeAllContentTypeParsers();
      await scope.register(formbody, { bodyLimit: MOST_BYTES });
      answerAsOAuth(scope);
      formRoutes(scope, oauth);
    });
    app.get(
      '/.well-known/jwks.json',
      {
        schema: { summary: 'Public keys of our access tokens (RFC 7517)', tags, response: { 200: Open } },
        config,
      },
      async (_request, reply) =>
        reply.header('cache-control', `public, max-age=${KEYS_SECONDS}`).send(await signing.jwks()),
    );
    app.get(
      '/.well-known/oauth-authorization-server',
      {
        schema: {
          summary: 'What this authorization server can do (RFC 8414)',
          tags,
          response: { 200: Open },
        },
        config,
      },
      async () => ({
        issuer,
        token_endpoint: `${issuer}/oauth/token`,
        token_endpoint_auth_methods_supported: METHODS,
        revocation_endpoint: `${issuer}/oauth/revoke`,
        revocation_endpoint_auth_methods_supported: METHODS,
        jwks_uri: `${issuer}/.well-known/jwks.json`,
        grant_types_supported: ['client_credentials', 'refresh_token'],
        response_types_supported: [],
        scopes_supported: PERMISSIONS.filter((name) => name !== 'manage:installation'),
        service_documentation: `${issuer}/docs`,
      }),
    );
    app.post(
      '/admin/v1/signing-keys/rotate',
      {
        schema: {
          summary: 'Make the next key that signs access tokens',
          tags,
          body: Type.Object(
            {
              at_once: Type.Optional(
                Type.Boolean({ description: 'The keys before it end now, and every token with them' }),
              ),
            },
            { additionalProperties: false },
          ),
          response: { 200: SigningKeyList },
        },
        config: { access: 'manage:installation' },
      },
      async (request) => {
        const at_once = request.body.at_once === true;
        const keys = await signing.rotate({ atOnce: at_once });
        await onRotate({ at_once });
        return { keys };
      },
    );
  };
}

/** RFC 6749 §3.2: parameters that are not known are ignored. */
const Ignored = Type.Object({}, { additionalProperties: true });

function formRoutes(app: App, oauth: OAuth): void {
  const body = (form: typeof Form | typeof RevokeForm) => ({ 'application/x-www-form-urlencoded': form });
  app.post(
    '/oauth/token',
    {
      schema: {
        summary: 'Get an access token for an hour',
        description: 'The client’s id and secret come as HTTP Basic or in the form, not both.',
        tags,
        querystring: Ignored,
        response: { 200: TokenAnswer, ...answers },
      },
      config: { ...config, body: body(Form) },
    },
    async (request, reply) => {
      reply.headers({ 'cache-control': 'no-store', pragma: 'no-cache' });
      return oauth.token(formOf(request.body), request.headers.authorization, request.ip);
    },
  );
  app.post(
    '/oauth/revoke',
    {
      schema: {
        summary: 'End a token, and all that came of the same request',
        tags,
        querystring: Ignored,
        response: { 200: Type.Null(), ...answers },
      },
      config: { ...config, body: body(RevokeForm) },
    },
    async (request, reply) => {
      await oauth.revoke(formOf(request.body), request.headers.authorization, request.ip);
      return reply.header('cache-control', 'no-store').send(null);
    },
  );
}

function formOf(body: unknown): Readonly<Record<string, unknown>> {
  if (typeof body !== 'object' || body === null) throw oauthError('invalid_request');
  return body as Readonly<Record<string, unknown>>;
}

/** Errors as application/json with `error`, which is what clients of RFC 6749 read. Others go on to be answered as everywhere. */
function answerAsOAuth(app: App): void {
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const isUnread = error.code?.startsWith('FST_ERR_CTP_') ?? false;
    const problem = isUnread ? oauthError('invalid_request') : error;
    if (!(problem instanceof Problem) || problem.details.extensions?.error === undefined) throw error;
    return reply
      .code(problem.kind.status)
      .headers({ 'cache-control': 'no-store', pragma: 'no-cache', ...problem.details.headers })
      .type('application/json')
      .send(problem.body(request.id));
  });
}
