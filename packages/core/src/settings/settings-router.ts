import {
  GetSettingsHistoryInput,
  GetSettingsHistoryOutput,
  SetCountryInput,
  SetCountryOutput,
} from '@linekeeper/contract';
import { procedureFor, router } from '../trpc.ts';
import { setCountry } from './set-country.ts';
import { settingsHistory } from './settings-history.ts';

export const settingsRouter = router({
  getHistory: procedureFor('organization:read')
    .input(GetSettingsHistoryInput)
    .output(GetSettingsHistoryOutput)
    .query(({ ctx, input }) => settingsHistory(ctx.tenant, input?.cursor)),

  setCountry: procedureFor('organization:update')
    .input(SetCountryInput)
    .output(SetCountryOutput)
    .mutation(({ ctx, input }) => setCountry(ctx.tenant, input.country)),
});
