import { defineProblem } from '../http/index.ts';

/** The errors of RFC 6749 §5.2, by their names there. `advice` is our own. */
export const OAUTH_PROBLEMS = {
  invalid_request: defineProblem({
    code: 'oauth-invalid-request',
    status: 400,
    title: 'The token request is not whole, or says something twice',
    advice:
      'Send a form (application/x-www-form-urlencoded) with grant_type, and the client’s id and secret in one place.',
  }),
  invalid_client: defineProblem({
    code: 'oauth-invalid-client',
    status: 401,
    title: 'The client is not known here, or this is not its secret',
    advice: 'Check client_id and client_secret. `varai clients rotate CLIENT_ID` makes a new secret.',
  }),
  invalid_grant: defineProblem({
    code: 'oauth-invalid-grant',
    status: 400,
    title: 'This refresh token is not good, or not any more',
    advice:
      'Ask for new tokens with grant_type=client_credentials. A refresh token is good once, for 30 days.',
  }),
  unauthorized_client: defineProblem({
    code: 'oauth-unauthorized-client',
    status: 400,
    title: 'This token belongs to another client',
    advice: 'Revoke it with the client it was issued to.',
  }),
  unsupported_grant_type: defineProblem({
    code: 'oauth-unsupported-grant-type',
    status: 400,
    title: 'Tokens are not given for this grant_type',
    advice: 'Use client_credentials or refresh_token.',
  }),
  invalid_scope: defineProblem({
    code: 'oauth-invalid-scope',
    status: 400,
    title: 'The client may not have one of these scopes',
    advice:
      'Ask for what its roles allow, or leave scope out to get all of it: `varai clients show CLIENT_ID`.',
  }),
} as const;

export type OAuthError = keyof typeof OAUTH_PROBLEMS;
