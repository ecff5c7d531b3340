import { BlockList, isIP, isIPv6 } from 'node:net';

/** Proxies whose `X-Forwarded-For` is believed. */
export interface TrustedProxies {
  includes(address: string): boolean;
}

/** Parses `["10.0.0.0/8", "::1"]`; throws a TypeError that names the entry it cannot read. */
export function trustedProxies(ranges: readonly string[] = []): TrustedProxies {
  const list = new BlockList();
  for (const range of ranges) addRange(list, range);
  return { includes: (address) => isIP(address) !== 0 && list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4') };
}

function addRange(list: BlockList, range: string): void {
  const [network = '', prefix, ...rest] = range.split('/');
  const family = isIPv6(network) ? 'ipv6' : 'ipv4';
  const bits = prefix === undefined ? (family === 'ipv6' ? 128 : 32) : Number(prefix);
  const valid = isIP(network) !== 0 && rest.length === 0 && /^\d*$/.test(prefix ?? '0') && prefix !== '';
  if (!valid || bits > (family === 'ipv6' ? 128 : 32)) {
    throw new TypeError(`trustedProxies has "${range}": use an IP address or a range such as "10.0.0.0/8".`);
  }
  list.addSubnet(network, bits, family);
}

/** The client's address: the peer, or behind trusted proxies the rightmost address in `X-Forwarded-For` that is not one of them. */
export function clientAddress(peer: string, forwardedFor: string | undefined, proxies: TrustedProxies): string {
  let address = withoutMapping(peer);
  if (forwardedFor === undefined) return address;
  const hops = forwardedFor.split(',');
  for (let index = hops.length - 1; index >= 0 && proxies.includes(address); index--) {
    const hop = withoutMapping(hops[index]?.trim() ?? '');
    // Text that is no address was written by somebody we cannot name: stay with the last address we know.
    if (isIP(hop) === 0) return address;
    address = hop;
  }
  return address;
}

/** `::ffff:192.0.2.1`, in any of its spellings, is the IPv4 client 192.0.2.1. */
function withoutMapping(address: string): string {
  if (!address.includes(':')) return address;
  const dotted = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (dotted !== undefined || !isIPv6(address)) return dotted ?? address;
  const [, high, low] = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(canonical(address)) ?? [];
  if (high === undefined || low === undefined) return address;
  return [high, low].flatMap((half) => [Number.parseInt(half, 16) >> 8, Number.parseInt(half, 16) & 255]).join('.');
}

/** The one form the URL parser writes any IPv6 address in. */
function canonical(address: string): string {
  return new URL(`http://[${address.split('%')[0]}]`).hostname.slice(1, -1);
}

/** The network one client controls: an IPv4 address itself, the first 64 bits of an IPv6 address. */
export function callerNetwork(address: string): string {
  const client = withoutMapping(address);
  if (!client.includes(':') || !isIPv6(client)) return client;
  const [head = '', tail] = canonical(client).split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
  return `${[...left, ...zeros, ...right].slice(0, 4).join(':')}::/64`;
}
