import { Refused } from '@linekeeper/command';

/** The database isn't as a takeover command needs it. The message says what to do. */
export class LegacyStorageError extends Refused {
  override name = 'LegacyStorageError';
}
