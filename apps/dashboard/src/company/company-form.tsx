import { faultOf } from '@linekeeper/client';
import { LOCATION_MAX_LENGTH, type Organization, TENANT_NAME_MAX_LENGTH } from '@linekeeper/contract';
import type { CountryCode } from '@linekeeper/phone-number';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { COUNTRY_OPTIONS } from '../inbound-number/countries.ts';
import { useApi } from '../shell/api.ts';
import { useWorkplace } from '../shell/company.ts';
import { RequestError } from '../sign-in/request.ts';
import { forgetCompanies } from '../sign-in/session.ts';
import { AskManagers } from '../team/ask-managers.tsx';
import { Button } from '../ui/button.tsx';
import { SelectField, TextField } from '../ui/field.tsx';
import { formText } from '../ui/form-text.ts';
import { Announced, Notice } from '../ui/notice.tsx';
import { askOrganization } from './organization.ts';
import { COMPANY } from './texts.ts';

const TIMEZONES = Intl.supportedValuesOf('timeZone');

interface CompanyFormProps {
  organization: Organization;
  country: CountryCode | null;
  canChange: boolean;
}

export function CompanyForm({ organization, country, canChange }: CompanyFormProps) {
  const { company } = useWorkplace();
  const api = useApi();
  const queries = useQueryClient();
  const router = useRouter();
  const [error, setError] = useState<string>();
  const [failure, setFailure] = useState<string | null>(null);
  const [isSaved, setSaved] = useState(false);
  const [isPending, setPending] = useState(false);
  const { name, location, timezone } = organization;
  // A zone that this browser doesn't know stays as it is.
  const zones = timezone && !TIMEZONES.includes(timezone) ? [timezone, ...TIMEZONES] : TIMEZONES;

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isPending) return;
    const target = event.currentTarget;
    const form = new FormData(target);
    const change = {
      name: formText(form, 'name'),
      location: formText(form, 'location') || null,
      timezone: formText(form, 'timezone') || null,
    };
    setSaved(false);
    setFailure(null);
    setError(change.name === '' ? COMPANY.noName : undefined);
    if (change.name === '') return;
    setPending(true);
    const chosen = formText(form, 'country') as CountryCode | '';
    try {
      queries.setQueryData(['organization'], await askOrganization(company.id, change));
      if (chosen !== (country ?? '')) {
        const set = await api.settings.setCountry.mutate({ country: chosen || null });
        // Without a choice of their own, they see which country the operator has set.
        const select = target.elements.namedItem('country') as HTMLSelectElement;
        select.value = set.country ?? '';
      }
      setSaved(true);
      // The navigation and the session also contain the name.
      forgetCompanies();
      await Promise.all([router.invalidate(), queries.invalidateQueries()]);
    } catch (thrown) {
      setFailure(thrown instanceof RequestError ? thrown.message : faultOf(thrown).message);
    }
    setPending(false);
  }

  return (
    <>
      <form noValidate onSubmit={(event) => void submit(event)} className="max-w-sm space-y-5">
        <TextField
          label={COMPANY.name}
          name="name"
          autoComplete="organization"
          maxLength={TENANT_NAME_MAX_LENGTH}
          defaultValue={name}
          readOnly={!canChange}
          error={error}
        />
        <TextField
          label={COMPANY.location}
          name="location"
          hint={COMPANY.locationHint}
          maxLength={LOCATION_MAX_LENGTH}
          defaultValue={location ?? ''}
          readOnly={!canChange}
        />
        <SelectField label={COMPANY.timezone} name="timezone" defaultValue={timezone ?? ''} disabled={!canChange}>
          <option value="">{COMPANY.noTimezone}</option>
          {zones.map((zone) => (
            <option key={zone} value={zone}>
              {zone.replace(/_/g, ' ')}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={COMPANY.country}
          name="country"
          hint={COMPANY.countryHint}
          defaultValue={country ?? ''}
          disabled={!canChange}
        >
          <option value="">{country ? COMPANY.serviceCountry : COMPANY.noCountry}</option>
          {COUNTRY_OPTIONS.map((option) => (
            <option key={option.country} value={option.country}>
              {option.label}
            </option>
          ))}
        </SelectField>
        {canChange ? (
          <Button type="submit" pending={isPending}>
            {COMPANY.save}
          </Button>
        ) : (
          <AskManagers why={COMPANY.onlyManagers(company.name)} />
        )}
      </form>
      <Announced>{isSaved && <Notice tone="good" title={COMPANY.saved} />}</Announced>
      <Announced role="alert">{failure && <Notice tone="bad" title={failure} />}</Announced>
    </>
  );
}
