import { defineProblem } from '../http/index.ts';

export const webhookTypeUnknown = defineProblem({
  code: 'webhook-type-unknown',
  status: 404,
  title: 'No event is called this',
  advice: 'Register the webhooks again: varai webhooks register',
});
export const webhookStoreUnknown = defineProblem({
  code: 'webhook-store-unknown',
  status: 404,
  title: 'No store of this server is connected to the shop that sent this',
  advice: 'Connect it: varai init. If the store was removed here, remove the webhook in the shop too.',
});
export const webhooksTooFast = defineProblem({
  code: 'webhooks-too-fast',
  status: 429,
  title: 'This shop sends events faster than it may',
  advice: 'Send the event again after the time in Retry-After.',
});
export const backlogFull = defineProblem({
  code: 'backlog-full',
  status: 503,
  title: 'More events are waiting than can be taken on',
  advice: 'Send the event again after the time in Retry-After.',
});
export const eventUnknown = defineProblem({
  code: 'event-unknown',
  status: 404,
  title: 'This store has no such event',
  advice: 'Events are kept for 7 days. List them: varai events list',
});
export const nothingToReplay = defineProblem({
  code: 'nothing-to-replay',
  status: 422,
  title: 'No event was chosen',
  advice: 'Name events by event_ids, or by event_type, status, since or until.',
});
export const pullNeedsApi = defineProblem({
  code: 'pull-needs-api',
  status: 422,
  title: 'A plain HTML store has no API to read its catalogue from',
  advice: 'Import a file instead: varai catalog import products.csv',
});
