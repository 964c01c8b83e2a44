import { type CountryCode, countryOf, type PhoneNumber } from '@linekeeper/phone-number';
import { judgeLegacyTenant, type LegacyTenant, type LegacyVerdict } from './legacy-tenant.ts';

/** What a default country decided, and what contradicts it. */
export interface CountryFindings {
  /** Companies whose number was read with the default country. */
  decided: number;
  /** Of these, companies whose time zone isn't one of that country. */
  otherTimezone: number;
  /** Companies without a country of their own, whose number has a calling code: of the default country, and of others. */
  sameCode: number;
  otherCode: number;
}

/** Compares a default country with what else is known about the companies that it's used for. */
export class CountryCheck {
  readonly findings: CountryFindings = { decided: 0, otherTimezone: 0, sameCode: 0, otherCode: 0 };
  readonly #country: CountryCode | null;
  readonly #timezones: ReadonlySet<string>;

  constructor(country: CountryCode | null) {
    this.#country = country;
    this.#timezones = new Set(country === null ? [] : timezonesOf(country));
  }

  /** A company that has no country of its own. */
  add(tenant: LegacyTenant, timezone: string | null, { column, config }: LegacyVerdict): void {
    if (this.#country === null) return;
    const numbers = [column, config].filter((reading) => reading.kind === 'NUMBER');
    if (numbers.length === 0) return;
    const alone = judgeLegacyTenant({ ...tenant, country: null });
    const isDecided = [alone.column, alone.config].filter(({ kind }) => kind === 'NUMBER').length < numbers.length;
    if (!isDecided) {
      const isSame = numbers.some(({ phoneNumber }) => countryOf(phoneNumber as PhoneNumber) === this.#country);
      this.findings[isSame ? 'sameCode' : 'otherCode']++;
      return;
    }
    this.findings.decided++;
    if (timezone?.includes('/') && this.#timezones.size > 0 && !this.#timezones.has(timezone))
      this.findings.otherTimezone++;
  }
}

function timezonesOf(country: CountryCode): readonly string[] {
  const locale = new Intl.Locale('und', { region: country }) as Intl.Locale & {
    timeZones?: string[];
    getTimeZones?: () => string[];
  };
  return locale.getTimeZones?.() ?? locale.timeZones ?? [];
}
