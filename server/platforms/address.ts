import { platformAddressInvalid } from './problems.ts';

/** Whether a host is this machine itself: the one place where http is good enough. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

/**
 * A shop's address as we keep it: https (http on this machine only), lower-case host, no slash at the end.
 * @param address as a person types it, with or without https://
 * @throws Problem platform-address-invalid
 */
export function shopAddress(address: string): string {
  const typed = address.trim();
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`;
  const url = typed.length <= 500 && URL.canParse(whole) ? new URL(whole) : null;
  if (url === null || url.hostname === '') throw platformAddressInvalid();
  if (url.username !== '' || url.password !== '') {
    throw platformAddressInvalid({ detail: 'Leave out the user name and password.' });
  }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
    throw platformAddressInvalid({ detail: 'The address must start with https://.' });
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

/** The address a header claims. A shop that believes it is on http is the same shop. */
export function claimed(value: string | null): string | null {
  if (value === null) return null;
  try {
    const plain = URL.canParse(value) ? new URL(value) : null;
    const isPlain = plain?.protocol === 'http:' && !isLoopback(plain.hostname);
    return shopAddress(isPlain ? value.replace(/^http:/i, 'https:') : value);
  } catch {
    // A header anybody may write: what is no address claims nothing.
    return null;
  }
}
