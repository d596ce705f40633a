import { defineProblem } from '../http/index.ts';

export const apiKeyMissing = defineProblem({
  code: 'api-key-missing',
  status: 401,
  title: 'This call needs an API key',
  advice: 'Send the key in the X-API-Key header. `varai keys create` makes one.',
});

export const apiKeyInvalid = defineProblem({
  code: 'api-key-invalid',
  status: 401,
  title: 'This API key is not known here',
  advice:
    'Check that the key is whole and belongs to this server. `varai keys list` shows the keys there are.',
});

export const originNotAllowed = defineProblem({
  code: 'origin-not-allowed',
  status: 403,
  title: 'This key may not be used from this website',
  advice: 'Add the website to the key: `varai keys create --origin https://your.shop`.',
});

export const permissionMissing = defineProblem({
  code: 'permission-missing',
  status: 403,
  title: 'This key or token may not do this',
  advice:
    'Use one whose role or scopes include the `permission` named here. Never put a secret key into a page.',
});

export const secretKeyInUrl = defineProblem({
  code: 'secret-key-in-url',
  status: 403,
  title: 'A secret key must not stand in an address',
  advice:
    'Use a publishable key (pk_…) here. Addresses end up in logs: replace the secret key with a new one.',
});

export const storeNameInvalid = defineProblem({
  code: 'store-name-invalid',
  status: 400,
  title: 'This can’t be the name of a store',
  advice: 'Use up to 64 letters, digits, dots, dashes and underscores.',
});

export const sessionRequired = defineProblem({
  code: 'session-required',
  status: 400,
  title: 'This call needs a session',
  advice: 'Open one with POST /v1/sessions and send its session_id.',
});

export const sessionNotFound = defineProblem({
  code: 'session-not-found',
  status: 404,
  title: 'This session does not exist or has ended',
  advice: 'Sessions end after 24 hours or when their data is deleted. Open a new one with POST /v1/sessions.',
});

export const sessionTokenInvalid = defineProblem({
  code: 'session-token-invalid',
  status: 401,
  title: 'This session token is not valid',
  advice: 'Open a new session with POST /v1/sessions and use its token.',
});
