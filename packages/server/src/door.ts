import type { Answer, Call } from './call.ts';
import type { CrossOrigin } from './cross-origin.ts';

/** The methods that hosts must pass on. HEAD is answered as GET. */
export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
export type Method = (typeof METHODS)[number];

/** One address of the API, or all addresses below one. To add a door, write it in a file and add it to `createDoors`. */
export interface Door {
  /** Exact, or with `/*` at its end for all paths below it. */
  path: string;
  /** What answers each method. What these throw is answered by `refuse`. */
  methods: Partial<Record<Method, (call: Call) => Promise<Answer> | Answer>>;
  /** What to do instead of using another method, for people. */
  usage: string;
  /** The media type that a body must have; JSON if absent. */
  accepts?: string;
  /** The other origins whose pages can call; none if absent. */
  crossOrigin?: CrossOrigin;
  /** Answers what was thrown, in this door's own shape; absent: in the usual one, {@link refuseUsually}. */
  refuse?(error: unknown, call: Call): Answer;
}
