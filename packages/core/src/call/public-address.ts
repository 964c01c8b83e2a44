import ipaddr from 'ipaddr.js';

/** Azure's internal service for virtual machines, whose address looks public. */
const CLOUD_HOST = '168.63.129.16';
/** All of IPv6 that the public internet uses. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether an IP address belongs to the public internet: it isn't loopback, private, link-local, a cloud's metadata
 * service, or reserved. An IPv6 address that contains an IPv4 address doesn't count as public.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed.kind() === 'ipv6' ? (parsed as ipaddr.IPv6).match(GLOBAL_UNICAST) : parsed.toString() !== CLOUD_HOST;
}
