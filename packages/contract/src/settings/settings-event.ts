import { z } from 'zod';
import { CallHandling } from '../call/call-handling.ts';
import { ActorType } from '../line/line-event.ts';

/** The highest number of names in an event about the provider's settings. */
export const SETTING_NAMES_MAX = 20;
/** How many characters of each of these names are kept. Real ones are shorter, but a name can be as long as a request. */
export const SETTING_NAME_MAX_LENGTH = 60;

const event = z.object({
  /** Opaque. It doesn't reveal how many events there are between two of them. */
  id: z.string(),
  /** ISO 8601, UTC. */
  at: z.iso.datetime(),
  /** The name is the one at that time: it stays when the person or the key is deleted. */
  actor: z.object({ type: ActorType, name: z.string() }),
});
const text = z.string().nullable();
const names = z.array(z.string()).max(SETTING_NAMES_MAX);

/**
 * A change of one of the tenant's settings. Null: it wasn't set. Of the provider's settings, only the names are shown.
 */
export const SettingsEvent = z.discriminatedUnion('setting', [
  event.extend({ setting: z.enum(['NAME', 'LOCATION', 'TIMEZONE', 'COUNTRY']), before: text, after: text }),
  event.extend({
    setting: z.literal('CALL_HANDLING'),
    before: CallHandling.nullable(),
    after: CallHandling.nullable(),
  }),
  event.extend({
    setting: z.literal('PROVIDER'),
    names,
    /** Those of the names that had a value before. Null: an earlier release recorded the change. */
    replaced: names.nullable(),
  }),
]);
export type SettingsEvent = z.infer<typeof SettingsEvent>;
