import type { CountryCode, PhoneNumber } from '@linekeeper/phone-number';
import { describe, expect, it } from 'vitest';
import { countryRefusal, forwardRefusal, sipRefusal } from './forwarding.ts';

const LINE = '+442079460018' as PhoneNumber;
const refusal = (
  phoneNumber: string,
  given: { line?: PhoneNumber | null; country?: string | null; countries?: CountryCode[] } = {},
) => {
  const { line = LINE, country = 'GB', countries } = given;
  return forwardRefusal(phoneNumber as PhoneNumber, {
    line,
    country,
    countries: countries ? new Set(countries) : null,
  });
};

describe('calls', () => {
  it.each([
    ['a landline', '+442079460999'],
    ['a mobile', '+447400123456'],
    ['a mobile in a range that is shared with Guernsey', '+447911023456'],
    ['a freephone number', '+448081570000'],
    ['a company-wide number', '+443031237300'],
  ])('can be forwarded to %s of the own country', (_, phoneNumber) => {
    expect(refusal(phoneNumber)).toBeNull();
  });

  it.each([
    ['premium-rate', '+449098790000'],
    ['shared-cost', '+448431234567'],
    ['personal', '+447012345678'],
    ['pager', '+447640123456'],
  ])('are never forwarded to a %s number', (_, phoneNumber) => {
    expect(refusal(phoneNumber)).toBe('KIND');
  });

  it.each([
    ['Inmarsat', '+870773123456'],
    ['a global mobile satellite system', '+881612345678'],
    ['an international network', '+882131234567'],
    ['another international network', '+883510001234'],
    ['Universal Personal Telecommunications', '+878101234567890'],
    ['disaster relief', '+888123456789'],
    ['international premium rate', '+979123456789'],
    ['an Australian satellite number', '+61147123456'],
  ])('are never forwarded to %s, even if its country is listed', (_, phoneNumber) => {
    expect(refusal(phoneNumber, { country: 'AU', countries: ['AU', 'GB', '001' as CountryCode] })).toBe('SATELLITE');
  });

  it('are never forwarded to the line itself, under either of its spellings', () => {
    expect(refusal(LINE)).toBe('OWN_LINE');
    const shared = '+970599123456' as PhoneNumber;
    for (const phoneNumber of ['+970599123456', '+972599123456']) {
      expect(refusal(phoneNumber, { line: shared, countries: ['PS', 'IL'] })).toBe('OWN_LINE');
    }
    expect(refusal(LINE, { line: null })).toBeNull();
  });

  it('are forwarded within the own country, unless the operator lists other countries instead', () => {
    const french = '+33142685300';
    expect(refusal(french)).toBe('COUNTRY');
    expect(refusal(french, { countries: ['FR'] })).toBeNull();
    expect(refusal('+442079460999', { countries: ['FR'] })).toBe('COUNTRY');
    expect(refusal(french, { countries: [] })).toBe('COUNTRY');
  });

  it('are forwarded within the country of the line, too, but not if the operator lists other countries', () => {
    for (const country of [null, 'US']) expect(refusal('+442079460999', { country })).toBeNull();
    expect(refusal('+442079460999', { country: null, line: null })).toBe('COUNTRY');
    expect(refusal('+442079460999', { country: 'GB', countries: ['US'] })).toBe('COUNTRY');
    expect(refusal('+33142685300', { country: null })).toBe('COUNTRY');
  });

  it.each([
    ['the United States to Jamaica', 'US', '+18765230123'],
    ['the United States to Canada', 'US', '+16135550123'],
    ['the United Kingdom to Jersey', 'GB', '+441534123456'],
    ['the United Kingdom to a mobile of Guernsey', 'GB', '+447911123456'],
    ['Guernsey to a mobile of the United Kingdom', 'GG', '+447911023456'],
  ] as const)('are not forwarded from %s, which shares its calling code', (_, country, phoneNumber) => {
    expect(refusal(phoneNumber, { country, line: null })).toBe('COUNTRY');
  });

  it('of a company without a country and a line are never forwarded if the operator lists no countries', () => {
    expect(refusal('+442079460999', { country: null, line: null })).toBe('COUNTRY');
    // A freephone number of no country.
    expect(refusal('+80012345678', { country: null })).toBe('COUNTRY');
  });
});

describe('a SIP address', () => {
  it.each([
    'sip:+19005550100@acme.pstn.twilio.com',
    'sips:+19005550100@acme.pstn.dublin.twilio.com:5061;transport=tls',
    'sip:desk@ACME.SIP.TWILIO.COM;edge=umatilla',
    'sip:desk@twilio.com',
    'sip:+19005550100@pbx.example;maddr=acme.pstn.twilio.com',
    'sip:+19005550100@pbx.example;maddr=twilio.com;lr',
    'sip:+19005550100@pbx.example;maddr=acme.pstn.twilio.com.',
    'sip:+19005550100@pbx.example;maddr=twilio.com.;lr',
  ])("of the provider's own service, %s, is refused", (address) => {
    expect(sipRefusal(address)).toBe('SIP_HOST');
  });

  it.each([
    'sip:desk@pbx.example',
    'sip:twilio.com@pbx.example',
    'sip:desk@mytwilio.com',
    'sip:desk@twilio.com.pbx.example',
    'sip:desk@twilio.community',
    'sip:desk@pbx.example;maddr=twilio.com.pbx.example',
  ])('of another host, %s, is accepted', (address) => {
    expect(sipRefusal(address)).toBeNull();
  });
});

describe('the refusal of a country', () => {
  const FRANCE = '+33142685300' as PhoneNumber;
  const ASK = 'or ask the people who run this service to allow this country';

  it.each([
    ['the country of the line', LINE, 'GB', null, 'a number in the country of your line (United Kingdom)'],
    ['the country of the line alone', LINE, null, null, 'a number in the country of your line (United Kingdom)'],
    ["the operator's country, too", LINE, 'IE', null, 'a number in one of these countries: United Kingdom, Ireland'],
    ["the operator's country without a line", null, 'IE', null, 'a number in one of these countries: Ireland'],
    ['the countries of a list', LINE, 'GB', ['US', 'CA'], 'a number in one of these countries: United States, Canada'],
    ['the country of the line in a list', LINE, 'IE', ['GB'], 'a number in the country of your line (United Kingdom)'],
    ['no countries of a long list', LINE, 'GB', ['US', 'CA', 'IE', 'DE', 'CH', 'AT'], 'another number'],
    ['no country without a line', null, null, null, 'another number'],
  ] as const)('names the country of the number, and %s', (_, line, country, countries, where) => {
    const from = { line, country, countries: countries && new Set<CountryCode>(countries) };
    expect(countryRefusal(FRANCE, from)).toBe(
      `Calls can't be forwarded to this country (France). Enter ${where}, ${ASK}`,
    );
  });

  it("doesn't name a country that the number doesn't have", () => {
    const from = { line: LINE, country: null, countries: null };
    expect(countryRefusal('+80012345678' as PhoneNumber, from)).toMatch(/^Calls can't be forwarded to this country\. /);
  });
});
