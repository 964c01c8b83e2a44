import type { Answer, Call } from './call.ts';
import type { CrossOrigin } from './cross-origin.ts';

/** The methods that hosts must pass on. HEAD is answered like GET. */
export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
export type Method = (typeof METHODS)[number];

/** A door: one address of the API, or all addresses below one. To add one, write it in its own file and add it to `createDoors`. */
export interface Door {
  /** Exact, or with `/*` at its end for all paths below it. */
  path: string;
  /** The handler of each method. What a handler throws is answered by `refuse`. */
  methods: Partial<Record<Method, (call: Call) => Promise<Answer> | Answer>>;
  /** The message for a wrong method, which says what to do instead. */
  usage: string;
  /** Is called before a request with a wrong method is refused. Never throws. */
  onWrongMethod?(call: Call): Promise<void>;
  /** The media type that a body must have. Default: JSON. */
  accepts?: string;
  /** The other origins whose pages can call. Default: none. */
  crossOrigin?: CrossOrigin;
  /** Answers an error in this door's own shape. Default: {@link refuseUsually}. */
  refuse?(error: unknown, call: Call): Answer;
}
