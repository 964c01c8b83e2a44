/** An error status whose body isn't tRPC's: from the server's other doors, or from a proxy in front of it. */
export class HttpError extends Error {
  override readonly name = 'HttpError';

  constructor(
    readonly status: number,
    /** What our server says of it; undefined if somebody else answered. */
    readonly explanation: string | undefined,
    /** Of the header `Retry-After`. */
    readonly retryAfterSeconds: number | undefined,
  ) {
    super(explanation ?? `The server answered with status ${status}`);
  }
}

/**
 * Lets an answer through that tRPC can read.
 * @throws {HttpError} for every other error, because tRPC would lose its status.
 */
export async function refuseForeignAnswer(response: Response): Promise<Response> {
  if (response.ok) return response;
  const body = parseJson(await response.clone().text());
  if (isTrpcAnswer(body)) return response;
  throw new HttpError(response.status, explanationOf(body), secondsOf(response.headers.get('retry-after') ?? ''));
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

/** tRPC's codes are numbers; those of our other doors are words. */
function isTrpcAnswer(body: unknown): boolean {
  const answers = [body].flat() as (ErrorBody | null | undefined)[];
  return answers.length > 0 && answers.every((answer) => typeof answer?.error?.code === 'number');
}

function explanationOf(body: unknown): string | undefined {
  const message = (body as ErrorBody | null | undefined)?.error?.message;
  return typeof message === 'string' ? message : undefined;
}

/** A count of seconds or a date, as RFC 9110 has it. */
function secondsOf(retryAfter: string): number | undefined {
  if (/^\d+$/.test(retryAfter)) return Number(retryAfter);
  const ms = Date.parse(retryAfter) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(0, Math.ceil(ms / 1000));
}
