/** A bench asks more of one address, store and session than a shop's visitors do. */
export const UNLIMITED = {
  VARAI_REQUESTS_PER_MINUTE_IP: '100000000',
  VARAI_REQUESTS_PER_MINUTE_STORE: '100000000',
  VARAI_REQUESTS_PER_MINUTE_SESSION: '100000000',
};
