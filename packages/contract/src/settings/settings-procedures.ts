import { CountryCode } from '@linekeeper/phone-number';
import { z } from 'zod';
import { EVENTS_PER_PAGE, HistoryCursor } from '../line/phone-procedures.ts';
import type { Mutation, Query } from '../procedure.ts';
import { SettingsEvent } from './settings-event.ts';

/** See `GetHistoryInput`. */
export const GetSettingsHistoryInput = z
  .strictObject({ cursor: HistoryCursor.optional(), direction: z.literal('forward').optional() })
  .optional();
export type GetSettingsHistoryInput = z.infer<typeof GetSettingsHistoryInput>;

/** A page of the changes of the tenant's settings, newest first. `nextCursor` null: this is the last page. */
export const GetSettingsHistoryOutput = z.object({
  events: z.array(SettingsEvent).max(EVENTS_PER_PAGE),
  nextCursor: HistoryCursor.nullable(),
});
export type GetSettingsHistoryOutput = z.infer<typeof GetSettingsHistoryOutput>;

/** Null: the country that the operator has set for the company. */
export const SetCountryInput = z.strictObject({ country: CountryCode.nullable() });
export type SetCountryInput = z.infer<typeof SetCountryInput>;

/** From now on, national numbers are read as numbers of this country. Null: only numbers with a calling code are read. */
export const SetCountryOutput = z.object({ country: CountryCode.nullable() });
export type SetCountryOutput = z.infer<typeof SetCountryOutput>;

export interface SettingsProcedures {
  getHistory: Query<GetSettingsHistoryInput, GetSettingsHistoryOutput>;
  setCountry: Mutation<SetCountryInput, SetCountryOutput>;
}
