import { LOCATION_MAX_LENGTH, type Organization, TENANT_NAME_MAX_LENGTH } from '@linekeeper/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useWorkplace } from '../shell/company.ts';
import { forgetCompanies } from '../sign-in/session.ts';
import { Button } from '../ui/button.tsx';
import { SelectField, TextField } from '../ui/field.tsx';
import { formText } from '../ui/form-text.ts';
import { Announced, Notice } from '../ui/notice.tsx';
import { askOrganization } from './organization.ts';
import { COMPANY } from './texts.ts';

const COUNTRIES = new Intl.DisplayNames('en', { type: 'region' });
const TIMEZONES = Intl.supportedValuesOf('timeZone');

interface CompanyFormProps {
  organization: Organization;
  country: string | null;
  canChange: boolean;
}

export function CompanyForm({ organization, country, canChange }: CompanyFormProps) {
  const { company } = useWorkplace();
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
    const form = new FormData(event.currentTarget);
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
    try {
      queries.setQueryData(['organization'], await askOrganization(company.id, change));
      setSaved(true);
      // The name stands in the navigation and in the session.
      forgetCompanies();
      await Promise.all([router.invalidate(), queries.invalidateQueries()]);
    } catch (thrown) {
      setFailure((thrown as Error).message);
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
        <TextField
          label={COMPANY.country}
          readOnly
          value={country ? (COUNTRIES.of(country) ?? country) : COMPANY.noCountry}
          hint={COMPANY.countryHint}
        />
        {canChange ? (
          <Button type="submit" pending={isPending}>
            {COMPANY.save}
          </Button>
        ) : (
          <p className="text-sm text-muted">{COMPANY.onlyManagers(company.name)}</p>
        )}
      </form>
      <Announced>{isSaved && <Notice tone="good" title={COMPANY.saved} />}</Announced>
      <Announced role="alert">{failure && <Notice tone="bad" title={failure} />}</Announced>
    </>
  );
}
