import { LOCATION_MAX_LENGTH, type Organization, TENANT_NAME_MAX_LENGTH } from '@linekeeper/contract';
import type { CountryCode } from '@linekeeper/phone-number';
import { type FormEvent, useState } from 'react';
import { COUNTRY_OPTIONS } from '../inbound-number/countries.ts';
import { asSentence } from '../ui/as-sentence.ts';
import { Button } from '../ui/button.tsx';
import { SelectField, TextField } from '../ui/field.tsx';
import { formText } from '../ui/form-text.ts';
import { Announced, Notice } from '../ui/notice.tsx';
import { COMPANY } from './texts.ts';
import { type SaveResult, useSaveCompany } from './use-save-company.ts';

const TIMEZONES = Intl.supportedValuesOf('timeZone');

interface CompanyFormProps {
  organization: Organization;
  country: CountryCode | null;
}

export function CompanyForm({ organization, country }: CompanyFormProps) {
  const { save, isPending } = useSaveCompany({ organization, country });
  const [error, setError] = useState<string>();
  const [result, setResult] = useState<SaveResult | null>(null);
  const { name, location, timezone } = organization;
  // A zone that this browser doesn't know stays as it is.
  const zones = timezone && !TIMEZONES.includes(timezone) ? [timezone, ...TIMEZONES] : TIMEZONES;

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isPending) return;
    const target = event.currentTarget;
    const form = new FormData(target);
    const details = {
      name: formText(form, 'name'),
      location: formText(form, 'location') || null,
      timezone: formText(form, 'timezone') || null,
    };
    setResult(null);
    setError(details.name === '' ? COMPANY.noName : undefined);
    if (details.name === '') return;
    const saved = await save(details, (formText(form, 'country') as CountryCode) || null);
    setResult(saved);
    if (saved.status !== 'SAVED') return;
    // Without a choice of their own, they see which country the operator has set.
    (target.elements.namedItem('country') as HTMLSelectElement).value = saved.country ?? '';
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
          error={error}
        />
        <TextField
          label={COMPANY.location}
          name="location"
          hint={COMPANY.locationHint}
          maxLength={LOCATION_MAX_LENGTH}
          defaultValue={location ?? ''}
        />
        <SelectField label={COMPANY.timezone} name="timezone" hint={COMPANY.timezoneHint} defaultValue={timezone ?? ''}>
          <option value="">{COMPANY.notSet}</option>
          {zones.map((zone) => (
            <option key={zone} value={zone}>
              {zone.replace(/_/g, ' ')}
            </option>
          ))}
        </SelectField>
        <SelectField label={COMPANY.country} name="country" hint={COMPANY.countryHint} defaultValue={country ?? ''}>
          <option value="">{country ? COMPANY.serviceCountry : COMPANY.notSet}</option>
          {COUNTRY_OPTIONS.map((option) => (
            <option key={option.country} value={option.country}>
              {option.label}
            </option>
          ))}
        </SelectField>
        <Button type="submit" pending={isPending}>
          {COMPANY.save}
        </Button>
      </form>
      <Announced>{result?.status === 'SAVED' && <Notice tone="good" title={COMPANY.saved} />}</Announced>
      <Announced role="alert">
        {result && result.status !== 'SAVED' && (
          <Notice
            tone={result.status === 'PARTLY' ? 'warn' : 'bad'}
            title={result.status === 'PARTLY' ? COMPANY.partlySaved : COMPANY.notSaved}
          >
            {asSentence(result.message)}
          </Notice>
        )}
      </Announced>
    </>
  );
}
