import { type LookupAddress, lookup as systemLookup } from 'node:dns';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './public-address.ts';

/** The address is internal, and its name isn't among those that are allowed. */
export class InternalAddressError extends Error {
  override name = 'InternalAddressError';
}

/** The answer has more bytes than were allowed. */
export class AnswerTooLargeError extends Error {
  override name = 'AnswerTooLargeError';
}

export interface GuardedPost {
  url: URL;
  headers: Readonly<Record<string, string>>;
  body: string;
  /** Host names and addresses that can be internal. */
  internalHosts: ReadonlySet<string>;
  maxBytes: number;
  signal: AbortSignal;
  /** Finds the addresses of a name; the system's if absent. */
  lookup?: typeof systemLookup;
}

/**
 * Posts to an address outside, and follows no redirect. The checked addresses are the ones that are connected to, so a
 * name that changes its addresses (DNS rebinding) can't bypass the check. Throws {@link InternalAddressError} and
 * {@link AnswerTooLargeError}.
 */
export async function guardedPost(post: GuardedPost): Promise<{ status: number; text: string }> {
  const { url, headers, body, internalHosts, maxBytes, signal, lookup = systemLookup } = post;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const isAllowed = internalHosts.has(host);
  // Numbers aren't looked up. The URL has already read octal, decimal and short forms.
  if (isIP(host) && !isAllowed && !isPublicAddress(host)) throw new InternalAddressError(host);
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const request = send(url, {
      method: 'POST',
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      // A new connection, because the other side can close a kept connection at any moment.
      agent: false,
      signal,
      lookup: isAllowed ? undefined : publicOnly(lookup),
    });
    request.once('response', resolve).once('error', reject).end(body);
  });
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new AnswerTooLargeError();
    chunks.push(chunk);
  }
  return { status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') };
}

/** A look-up that fails if any of a name's addresses is internal. */
function publicOnly(lookup: typeof systemLookup): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      const addresses = found as LookupAddress[] | undefined;
      const [first] = addresses ?? [];
      if (error || !first) return callback(error ?? new Error('The name has no address'), []);
      if (!addresses?.every(({ address }) => isPublicAddress(address))) {
        return callback(new InternalAddressError(hostname), []);
      }
      return options.all ? callback(null, addresses) : callback(null, first.address, first.family);
    });
  };
}
