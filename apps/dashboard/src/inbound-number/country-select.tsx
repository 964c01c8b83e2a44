import { ChevronDown } from 'lucide-react';
import { type ComponentProps, useId } from 'react';
import { FIELD, LABEL } from '../ui/field.ts';
import { COUNTRY_OPTIONS } from './countries.ts';

/** The country for numbers without +. A native select: it searches as you type, and phones show their own list. */
export function CountrySelect(props: ComponentProps<'select'>) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className={LABEL}>
        Country
      </label>
      <div className="relative mt-1.5">
        <select id={id} className={`${FIELD} appearance-none truncate pr-9`} {...props}>
          <option value="">No country (number starts with +)</option>
          {COUNTRY_OPTIONS.map(({ country, label }) => (
            <option key={country} value={country}>
              {label}
            </option>
          ))}
        </select>
        <ChevronDown
          aria-hidden
          className="pointer-events-none absolute top-1/2 right-3 size-4 -translate-y-1/2 text-muted"
        />
      </div>
    </div>
  );
}
