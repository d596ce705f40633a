import { BlockList, isIP } from 'node:net';

/** An IPv6 customer has at least a /64 (RFC 6177), so all of that counts as one. */
export function addressKey(from: string): string {
  if (!from.includes(':')) return from;
  const ip = withoutPort(from);
  const mapped = plainAddress(ip);
  if (mapped !== ip) return mapped;
  const [head = '', tail = ''] = (ip.split('%')[0] ?? '').split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail === '' ? [] : tail.split(':');
  const zeros = ip.includes('::') ? Math.max(0, 8 - front.length - back.length) : 0;
  return [...front, ...Array<string>(zeros).fill('0'), ...back].slice(0, 4).join(':');
}

/**
 * Some proxies name the port, too, which is another for each connection: Azure's application gateway does
 * (https://azure.microsoft.com/updates/appgw-rewrite-headers/).
 */
function withoutPort(ip: string): string {
  return /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(ip)?.[1] ?? /^\[(.+)\](?::\d+)?$/.exec(ip)?.[1] ?? ip;
}

/** IPv4 as sockets for both kinds name it: `::ffff:1.2.3.4`. */
function plainAddress(ip: string): string {
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1] ?? ip;
}

/** Whether the address is this machine's own. */
export function isLoopbackAddress(ip: string): boolean {
  return ip === '::1' || plainAddress(ip).startsWith('127.');
}

/**
 * Whether an address is one of a list.
 * @param list addresses and networks in CIDR notation
 * @throws Error naming the entry that is neither
 */
export function addressList(list: readonly string[]): (ip: string) => boolean {
  const known = new BlockList();
  for (const entry of list) {
    const [address = '', prefix] = entry.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    const bits = Number(prefix ?? (family === 'ipv6' ? 128 : 32));
    if (isIP(address) === 0 || bits > (family === 'ipv6' ? 128 : 32)) {
      throw new Error(`${entry} is neither an address nor a network such as 10.0.0.0/8`);
    }
    known.addSubnet(address, bits, family);
  }
  return (ip) => {
    const plain = plainAddress(ip);
    return isIP(plain) !== 0 && known.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4');
  };
}
