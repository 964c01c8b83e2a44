import { isIP } from 'node:net';

/** Spellings of an IP address as the host of a URL; the usual one first. */
export function hostsOf(address: string): string[] {
  if (isIP(address) === 6) return [`[${address}]`];
  const bytes = address.split('.').map(Number) as [number, number, number, number];
  const [a, b, c, d] = bytes;
  const value = ((a * 256 + b) * 256 + c) * 256 + d;
  const hexOf = (byte: number) => byte.toString(16).padStart(2, '0');
  const groups = `${hexOf(a)}${hexOf(b)}:${hexOf(c)}${hexOf(d)}`;
  return [
    address,
    `${address}.`,
    `${a}.${b}.${c * 256 + d}`,
    `${a}.${(b * 256 + c) * 256 + d}`,
    String(value),
    `0x${value.toString(16)}`,
    `0${value.toString(8)}`,
    bytes.map((byte) => `0${byte.toString(8)}`).join('.'),
    bytes.map((byte) => `0x${byte.toString(16)}`).join('.'),
    address.replace(/\d/g, (digit) => `%3${digit}`),
    address.replaceAll('.', '。'),
    `public.example@${address}`,
    `[::ffff:${address}]`,
    `[::ffff:${groups}]`,
    `[0:0:0:0:0:ffff:${groups}]`,
  ];
}
