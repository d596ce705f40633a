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

export const apiKeyExpired = defineProblem({
  code: 'api-key-expired',
  status: 401,
  title: 'This API key has expired',
  advice: 'Use a new one: `varai keys create`.',
});

export const apiKeyRevoked = defineProblem({
  code: 'api-key-revoked',
  status: 401,
  title: 'This API key was revoked',
  advice: 'Use another: `varai keys list` shows the keys there are, `varai keys create` makes one.',
});

export const tokenInvalid = defineProblem({
  code: 'token-invalid',
  status: 401,
  title: 'This access token is not good here, or not any more',
  advice: 'Ask for a new one at POST /oauth/token. A token lasts an hour, and no longer than its client.',
});

export const issuerUnavailable = defineProblem({
  code: 'issuer-unavailable',
  status: 503,
  title: 'Whoever issued this token can’t be asked for its keys right now',
  advice: 'Try again in a moment. If it stays so, check `jwks_uri` under `trusted_issuers`.',
});

export const twoCallers = defineProblem({
  code: 'two-callers',
  status: 400,
  title: 'This request comes with an API key and an access token',
  advice: 'Send X-API-Key or the token, not both. A session token goes together with a key.',
});

export const tooManyFailures = defineProblem({
  code: 'too-many-failures',
  status: 429,
  title: 'Too many wrong keys or secrets came from this address',
  advice: 'Wait for the seconds that Retry-After names, and check the key or secret meanwhile.',
});

export const storeNotGranted = defineProblem({
  code: 'store-not-granted',
  status: 403,
  title: 'This key or client may not work on that store, or not now',
  advice:
    'Leave X-Varai-Store out to work on its own store. The other store opens itself with `varai roles grant`.',
});

export const wrongRegion = defineProblem({
  code: 'wrong-region',
  status: 421,
  title: 'This person’s data is kept in another region',
  advice: 'Send the request to `address`, the server of that region. Nothing was kept here.',
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

export const sessionTokenRequired = defineProblem({
  code: 'session-token-required',
  status: 401,
  title: 'A page must show the session’s token, too',
  advice:
    'Send `token` of POST /v1/sessions as Authorization: Bearer. Session ids travel in carts and links, so that who knows one is not yet whose visit it is. Servers with a secret key need no token.',
});

export const sessionTokenInvalid = defineProblem({
  code: 'session-token-invalid',
  status: 401,
  title: 'This session token is not valid',
  advice: 'Open a new session with POST /v1/sessions and use its token.',
});

export const credentialNotFound = defineProblem({
  code: 'credential-not-found',
  status: 404,
  title: 'This store has no such key or client, or it was revoked',
  advice: '`varai keys list` and `varai clients list` show those there are.',
});

export const credentialChanged = defineProblem({
  code: 'credential-changed',
  status: 409,
  title: 'Somebody else rotated this at the same moment',
  advice: 'Look at it again, and rotate once more if it is still needed.',
});

export const grantNotFound = defineProblem({
  code: 'grant-not-found',
  status: 404,
  title: 'This store has no such grant, or it has ended',
  advice: '`varai roles grants` shows those there are.',
});

export const subjectNotFound = defineProblem({
  code: 'subject-not-found',
  status: 404,
  title: 'There is no secret key or client of this id',
  advice: 'Give the key_id or client_id; `varai keys list` and `varai clients list` show them.',
});

export const beyondOwn = defineProblem({
  code: 'beyond-own-permissions',
  status: 403,
  title: 'Nobody may give, or take charge of, more than they may themselves',
  advice: 'Ask the owner of the store, or whoever runs this server, to do it.',
});

export const roleNotForPages = defineProblem({
  code: 'role-not-for-pages',
  status: 400,
  title: 'A key that everybody can read in a page is a widget_client and nothing else',
  advice: 'Leave the roles out, or make a secret key: `varai keys create --kind secret`.',
});

export const periodInvalid = defineProblem({
  code: 'period-invalid',
  status: 400,
  title: 'This period can’t be',
  advice: 'It must end in the future and after it begins, at most a year from now.',
});

export const routeUnknown = defineProblem({
  code: 'route-unknown',
  status: 404,
  title: 'There is no such call',
  advice: 'Give the method and the path as a request would, such as GET /admin/v1/products.',
});
