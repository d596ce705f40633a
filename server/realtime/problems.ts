import { defineProblem } from '../http/index.ts';

export const tooManyListeners = defineProblem({
  code: 'too-many-listeners',
  status: 503,
  title: 'As many pages are listening as this server can serve',
  advice: 'Go on without live changes, and try again after the time in Retry-After.',
});

export const upgradeRequired = defineProblem({
  code: 'upgrade-required',
  status: 426,
  title: 'This address is for WebSockets',
  advice: 'Open it with a WebSocket, or use GET /v1/realtime, which any HTTP client can read.',
});
