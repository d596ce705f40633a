import type { Answer, Asked } from '../listen.ts';
import { oauthHeader, openOauthCheck } from '../oauth1.ts';
import { magentoError } from './search-criteria.ts';

export interface AuthenticationOptions {
  url: string;
  credentials: {
    consumer_key: string;
    consumer_secret: string;
    access_token: string;
    access_token_secret: string;
  };
  /** `oauth/consumer/enable_integration_as_bearer` */
  isBearerEnabled: boolean;
  now(): number;
}

/** Seconds a timestamp may be off. magento/magento2: Magento/Integration/Helper/Oauth, period of nonces */
const OAUTH_WINDOW_S = 600;

const RESOURCES: Readonly<Record<string, string>> = {
  products: 'Magento_Catalog::products',
  orders: 'Magento_Sales::actions_view',
  customers: 'Magento_Customer::customer',
  varai: 'Varai_Eyewear::api',
};

/**
 * Who asks, by Magento's rules: OAuth 1.0a with the integration's four values, or its token alone where that is
 * allowed. https://developer.adobe.com/commerce/webapi/get-started/authentication/gs-authentication-token
 */
export function openAuthentication(
  options: AuthenticationOptions,
): (asked: Asked, section: string) => Answer | null {
  const { credentials, isBearerEnabled, url, now } = options;
  const checkOauth = openOauthCheck({
    url,
    consumer: { key: credentials.consumer_key, secret: credentials.consumer_secret },
    token: { key: credentials.access_token, secret: credentials.access_token_secret },
    algorithms: { 'HMAC-SHA256': 'sha256' },
    toleranceS: OAUTH_WINDOW_S,
    now,
  });
  return (asked, section) => {
    const { authorization } = asked.headers;
    const given = oauthHeader(authorization);
    if (given !== null) {
      const fault = checkOauth(asked, given);
      if (fault === null) return null;
      if (fault === 'nonce-used')
        return magentoError(401, 'The nonce is already being used by the consumer with key %1.');
      if (fault === 'signature-wrong')
        return magentoError(401, 'The signature is invalid. Verify and try again.');
      if (fault === 'timestamp-refused')
        return magentoError(401, "The timestamp value in the oauth_timestamp parameter isn't valid.");
      if (fault === 'consumer-unknown')
        return magentoError(401, 'A consumer with the specified credentials could not be found.');
      if (fault === 'method-unsupported') return magentoError(401, 'Signature method %1 is not supported.');
      return magentoError(401, 'Consumer is not authorized to access %resources');
    }
    if (isBearerEnabled && authorization === `Bearer ${credentials.access_token}`) return null;
    const resources = RESOURCES[section] ?? 'Magento_Backend::store';
    return magentoError(401, "The consumer isn't authorized to access %resources.", { resources });
  };
}
