import { faultOf } from '@linekeeper/client';
import type { Organization } from '@linekeeper/contract';
import type { CountryCode } from '@linekeeper/phone-number';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi } from '../shell/api.ts';
import { useWorkplace } from '../shell/company.ts';
import { RequestError } from '../sign-in/request.ts';
import { forgetCompanies } from '../sign-in/session.ts';
import { askOrganization, type CompanyDetails } from './organization.ts';

/** What the server has stored. */
export interface SavedCompany {
  organization: Organization;
  country: CountryCode | null;
}

/**
 * PARTLY: the details were saved, and the country wasn't. The next try sends only the country. `country` is the one that
 * applies: without a choice of the company's own, the service's.
 */
export type SaveResult =
  | { status: 'SAVED'; country: CountryCode | null }
  | { status: 'PARTLY' | 'FAILED'; message: string };

/** Saves what differs from what is stored. The details and the country have a request each. */
export function useSaveCompany({ organization, country }: SavedCompany) {
  const { company } = useWorkplace();
  const api = useApi();
  const queries = useQueryClient();
  const router = useRouter();
  const [isPending, setPending] = useState(false);

  async function save(details: CompanyDetails, chosen: CountryCode | null): Promise<SaveResult> {
    const isSame = (Object.keys(details) as (keyof CompanyDetails)[]).every(
      (key) => details[key] === organization[key],
    );
    let hasSavedDetails = false;
    try {
      if (!isSame) {
        queries.setQueryData(['organization'], await askOrganization(company.id, details));
        hasSavedDetails = true;
      }
      if (chosen === country) return { status: 'SAVED', country };
      return { status: 'SAVED', country: (await api.settings.setCountry.mutate({ country: chosen })).country };
    } catch (thrown) {
      const message = thrown instanceof RequestError ? thrown.message : faultOf(thrown).message;
      return { status: hasSavedDetails ? 'PARTLY' : 'FAILED', message };
    }
  }

  return {
    isPending,
    save: async (details: CompanyDetails, chosen: CountryCode | null): Promise<SaveResult> => {
      setPending(true);
      const result = await save(details, chosen);
      // The navigation and the session also contain the name.
      if (result.status !== 'FAILED') {
        forgetCompanies();
        await Promise.all([router.invalidate(), queries.invalidateQueries()]);
      }
      setPending(false);
      return result;
    },
  };
}
