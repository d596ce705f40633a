import ipaddr from 'ipaddr.js';

/**
 * Public by their range, and still a cloud's own: Azure answers its machines there
 * (https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16).
 */
const CLOUDS_OWN = new Set(['168.63.129.16']);
/** What IANA gives out of IPv6 as global unicast (RFC 4291 §2.4, iana.org/assignments/ipv6-unicast-address-assignments). */
const GLOBAL_V6 = [ipaddr.IPv6.parse('2000::'), 3] as const;
const PRIVATE_RANGES: ReadonlySet<string> = new Set(['loopback', 'private', 'uniqueLocal']);

/** Whether an IP address is anybody's on the internet: no private, local, shared, embedded or reserved range. */
export function isPublicAddress(address: string): boolean {
  const ip = parsed(address);
  if (ip === null || CLOUDS_OWN.has(ip.toString()) || ip.range() !== 'unicast') return false;
  return ip instanceof ipaddr.IPv4 || ip.match(...GLOBAL_V6);
}

/** This machine or a network behind a router; never the link-local addresses where clouds keep credentials. */
function isPrivateAddress(address: string): boolean {
  const ip = parsed(address);
  return ip !== null && PRIVATE_RANGES.has(ip.range()) && !METADATA_V6.has(ip.toString());
}

/** Where AWS and Google Cloud keep a machine's credentials, within the private range of IPv6. */
const METADATA_V6 = new Set(['fd00:ec2::254', 'fd20:ce::254']);

/** @returns what says whether an address may be connected to. */
export function allowedAddress({ allowPrivate }: { allowPrivate: boolean }): (address: string) => boolean {
  return (address) => isPublicAddress(address) || (allowPrivate && isPrivateAddress(address));
}

/** IPv4 inside IPv6 (::ffff:1.2.3.4) as the former. Null for what is no address. */
function parsed(address: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  const bare = address.replace(/^\[|\]$/g, '');
  // Four decimal parts only: other forms mean different things to different readers.
  if (!bare.includes(':') && !ipaddr.IPv4.isValidFourPartDecimal(bare)) return null;
  return ipaddr.isValid(bare) ? ipaddr.process(bare) : null;
}
