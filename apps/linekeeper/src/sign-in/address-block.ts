import { isIP, isIPv4 } from 'node:net';

const MAPPED_V4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

/**
 * The IP address in a proxy's header, without port, brackets, quotes and zone: proxies also write `192.0.2.1:1234` and
 * `"[2001:db8::1]:1234"`. Any other text becomes `unknown`, so that nobody can invent addresses.
 */
export function addressOf(written: string): string {
  const text = written.trim().replace(/^"|"$/g, '').slice(0, 100);
  const bracketed = /^\[([^\]]*)\](?::\d+)?$/.exec(text)?.[1] ?? text;
  const bare = (isIP(bracketed) ? bracketed : bracketed.replace(/:\d+$/, '')).split('%', 1)[0] ?? '';
  const address = MAPPED_V4.exec(bare)?.[1] ?? bare;
  return isIP(address) ? address.toLowerCase() : 'unknown';
}

/**
 * The part of an address that belongs to one customer of a network: an IPv4 address, or the first 64 bits of an IPv6 address.
 * A limit for each IPv6 address would have no effect, because every customer has 2^64 of them.
 */
export function addressBlock(written: string): string {
  const ip = addressOf(written);
  if (ip === 'unknown' || isIPv4(ip)) return ip;
  // In the form of URLs, where an IPv4 address at the end becomes two groups.
  const [head = '', tail] = new URL(`http://[${ip}]`).hostname.slice(1, -1).split('::');
  const groups = head.split(':').filter(Boolean);
  const rest = tail?.split(':').filter(Boolean) ?? [];
  const zeros = Array.from({ length: Math.max(0, 8 - groups.length - rest.length) }, () => '0');
  const whole = [...groups, ...(tail === undefined ? [] : zeros), ...rest];
  const [first, second, third, fourth, fifth, sixth, high = '0', low = '0'] = whole;
  if ([first, second, third, fourth, fifth].every((group) => group === '0') && sixth === 'ffff') {
    const bytes = [high, low].flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255]);
    return bytes.join('.');
  }
  return `${[first, second, third, fourth].join(':')}::/64`;
}
