/** An error status with a body that isn't tRPC's: from another address of the server, or from a proxy in front of it. */
export class HttpError extends Error {
  override readonly name = 'HttpError';

  constructor(
    readonly status: number,
    /** What our server says, or what is probably wrong. Undefined if something else answered. */
    readonly explanation: string | undefined,
    /** From the header `Retry-After`. */
    readonly retryAfterSeconds: number | undefined,
  ) {
    super(explanation ?? `The server answered with status ${status}`);
  }
}

/**
 * Passes on an answer that tRPC can read. `url` is the API's address.
 * @throws {HttpError} for every other error, because tRPC would lose its status
 */
export async function refuseForeignAnswer(response: Response, url: string): Promise<Response> {
  if (response.ok) return response;
  const body = parseJson(await response.clone().text());
  if (isTrpcAnswer(body)) return response;
  // No procedure is missing, which tRPC would say, but the whole API.
  const explanation = response.status === 404 ? noApiAt(url) : explanationOf(body);
  throw new HttpError(response.status, explanation, secondsOf(response.headers.get('retry-after') ?? ''));
}

function noApiAt(url: string): string {
  return `No Linekeeper API at ${url}. Check \`url\` and where Linekeeper is mounted`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

interface ErrorBody {
  error?: { code?: unknown; message?: unknown } | null;
}

/** tRPC's codes are numbers. The codes of our other addresses are words. */
function isTrpcAnswer(body: unknown): boolean {
  const answers = [body].flat() as (ErrorBody | null | undefined)[];
  return answers.length > 0 && answers.every((answer) => typeof answer?.error?.code === 'number');
}

function explanationOf(body: unknown): string | undefined {
  const message = (body as ErrorBody | null | undefined)?.error?.message;
  return typeof message === 'string' ? message : undefined;
}

/** A number of seconds or a date, see RFC 9110. */
function secondsOf(retryAfter: string): number | undefined {
  if (/^\d+$/.test(retryAfter)) return Number(retryAfter);
  const ms = Date.parse(retryAfter) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(0, Math.ceil(ms / 1000));
}
