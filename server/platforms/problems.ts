import { defineProblem, type Problem } from '../http/index.ts';
import type { PlatformName } from './platform.ts';

export const platformUnauthorized = defineProblem({
  code: 'platform-unauthorized',
  status: 502,
  title: 'The store no longer accepts our credentials.',
  advice: 'Give the store new credentials with `varai init`; `detail` says where they are found.',
});

export const platformForbidden = defineProblem({
  code: 'platform-forbidden',
  status: 502,
  title: 'The credentials lack a permission.',
  advice: 'Grant what `detail` names, then run `varai stores verify`.',
});

export const platformUnreachable = defineProblem({
  code: 'platform-unreachable',
  status: 502,
  title: 'The store did not answer.',
  advice: 'See that the address opens in a browser, then try again.',
});

export const platformThrottled = defineProblem({
  code: 'platform-throttled',
  status: 503,
  title: 'The store asks us to slow down.',
  advice: 'Nothing is lost: the work goes on later where it stopped.',
});

export const platformAnswerInvalid = defineProblem({
  code: 'platform-answer-invalid',
  status: 502,
  title: "The store's answer is not what its platform documents.",
  advice: 'A plugin, a firewall or a maintenance page may stand in between; `detail` says what came.',
});

export const platformAddressInvalid = defineProblem({
  code: 'platform-address-invalid',
  status: 422,
  title: 'This is not an address of such a store.',
  advice: 'Copy the address of the shop from the browser; it starts with https://.',
});

export const platformHasNoApi = defineProblem({
  code: 'platform-has-no-api',
  status: 409,
  title: 'A plain HTML store has no API to ask.',
  advice: 'Import its catalogue with `varai catalog import`, or send events to /events/html.',
});

export const credentialsInvalid = defineProblem({
  code: 'platform-credentials-invalid',
  status: 422,
  title: 'The credentials are incomplete.',
  advice: 'Run `varai init` again; `detail` names what is missing.',
});

export const eventNotSent = defineProblem({
  code: 'platform-event-unknown',
  status: 422,
  title: 'This platform never sends such an event.',
  advice: 'See `detail` for those it sends.',
});

export const webhookSignatureMissing = defineProblem({
  code: 'webhook-signature-missing',
  status: 401,
  title: 'The webhook is not signed.',
  advice: 'Register it with `varai webhooks register`; a proxy in between must keep all headers.',
});

export const webhookSignatureInvalid = defineProblem({
  code: 'webhook-signature-invalid',
  status: 401,
  title: "The webhook's signature does not match its body.",
  advice: "Check that the secret is the one of this store's app, and that no proxy changes the body.",
});

export const webhookBodyInvalid = defineProblem({
  code: 'webhook-body-invalid',
  status: 400,
  title: "The webhook's body can't be read.",
  advice: 'Send UTF-8 JSON as the platform documents it.',
});

export const webhookTooOld = defineProblem({
  code: 'webhook-too-old',
  status: 400,
  title: 'The webhook is too old to be taken.',
  advice: 'Sign it anew, with a clock that is right; what was missed is found by reconcile.',
});

/** Where each platform's own pages let a merchant mend what is wrong. */
const STEPS: Record<PlatformName, { credentials: string; permission: string }> = {
  shopify: {
    credentials:
      'In Shopify: Settings > Apps and sales channels > Develop apps > your app > API credentials; install the app again if it was removed.',
    permission:
      'In Shopify: Settings > Apps and sales channels > Develop apps > your app > Configuration > Admin API integration, add the scope and install again.',
  },
  woocommerce: {
    credentials:
      'In WordPress: WooCommerce > Settings > Advanced > REST API > Add key, with permission Read/Write, as a user who manages the shop.',
    permission:
      'In WordPress: WooCommerce > Settings > Advanced > REST API, set the permission of the key to Read/Write; its user must be an administrator or shop manager.',
  },
  magento: {
    credentials:
      'In Magento: System > Extensions > Integrations > your integration > Activate, and copy its four values.',
    permission:
      'In Magento: System > Extensions > Integrations > your integration > API, tick the resource, save and reauthorize.',
  },
  html: { credentials: '', permission: '' },
};

export function unauthorized(platform: PlatformName, what = ''): Problem {
  return platformUnauthorized({ detail: `${what === '' ? '' : `${what} `}${STEPS[platform].credentials}` });
}

/** @param permission what is missing, in the platform's word for it. */
export function forbidden(platform: PlatformName, permission: string): Problem {
  return platformForbidden({ detail: `Missing: ${permission}. ${STEPS[platform].permission}` });
}
