import ipaddr from 'ipaddr.js';

/** Answers requests of virtual machines from within their host, though its address looks public (Azure). */
const CLOUD_HOST = '168.63.129.16';
/** All of IPv6 that the public internet uses. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether an IP address is one of the public internet: not loopback, private, link-local, of a cloud's metadata, or
 * reserved. An address that carries an IPv4 address within it is judged by that one, or refused.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed.kind() === 'ipv6' ? (parsed as ipaddr.IPv6).match(GLOBAL_UNICAST) : parsed.toString() !== CLOUD_HOST;
}
