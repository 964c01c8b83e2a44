import { formatPhoneNumber, type PhoneNumber } from '@linekeeper/phone-number';
import { TAKEN } from './texts.ts';

/** What a number that another company holds means, and what the person can do. */
export function TakenHelp({ phoneNumber }: { phoneNumber: PhoneNumber }) {
  return (
    <section className="mt-3 rounded-lg border border-line bg-sunken p-4 text-sm">
      <h3 className="font-medium">{TAKEN.title}</h3>
      <p className="mt-1 text-muted">{TAKEN.meaning}</p>
      <ul className="mt-3 list-disc space-y-1.5 pl-5">
        <li>{TAKEN.slip(formatPhoneNumber(phoneNumber))}</li>
        <li>{TAKEN.sister}</li>
      </ul>
    </section>
  );
}
