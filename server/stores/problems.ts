import { defineProblem } from '../http/index.ts';

export const storeAddressTaken = defineProblem({
  code: 'store-address-taken',
  status: 409,
  title: 'Another store of this server is connected to this shop',
  advice: 'Use that store, or remove it first: varai stores remove --store NAME',
});
export const storeNotConnected = defineProblem({
  code: 'store-not-connected',
  status: 404,
  title: 'This store is not connected to a shop',
  advice: 'Connect it: varai init',
});
export const credentialsIncomplete = defineProblem({
  code: 'credentials-incomplete',
  status: 422,
  title: 'These credentials are not complete',
  advice: 'GET /admin/v1/platforms lists what each platform needs and where to find it.',
});
export const webhooksAddressMissing = defineProblem({
  code: 'webhooks-address-missing',
  status: 422,
  title: 'The shop was not told where to send its events',
  advice: 'Give this server’s public address: varai stores add … --webhooks-url https://…',
});
export const webhookUnknown = defineProblem({
  code: 'webhook-unknown',
  status: 404,
  title: 'The shop has no such webhook of ours',
  advice: 'List them: varai webhooks list',
});
