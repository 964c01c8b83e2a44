import { TENANT_HEADER } from '@linekeeper/contract';
import type { PhoneNumber } from '@linekeeper/phone-number';
import { useEffect, useRef, useState } from 'react';
import { useWorkplace } from '../shell/company.ts';
import { SERVER_FAULT, UNREACHABLE } from '../sign-in/request.ts';
import { Button } from '../ui/button.tsx';
import { ContactLink, isEmail } from '../ui/contact-link.tsx';
import { CopyField } from '../ui/copy-field.tsx';
import { ErrorText } from '../ui/error-text.tsx';
import { keepFocus } from '../ui/keep-focus.ts';
import { useFormat } from './phone.ts';
import { TAKEN } from './texts.ts';

interface Support {
  reference: string;
  supportContact: string | null;
}

/**
 * What it means that another company holds the number, and what the person can do. `isFormer`: it was the company's own, so it
 * has no typing error.
 */
export function TakenHelp({ phoneNumber, isFormer = false }: { phoneNumber: PhoneNumber; isFormer?: boolean }) {
  const { company } = useWorkplace();
  const format = useFormat();
  const [support, setSupport] = useState<Support | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);

  async function getReference() {
    setPending(true);
    try {
      const response = await fetch('/api/session/support-reference', {
        method: 'POST',
        headers: { 'content-type': 'application/json', [TENANT_HEADER]: company.id },
        body: JSON.stringify({ phoneNumber }),
        signal: AbortSignal.timeout(10_000),
      });
      setFailure(response.ok ? null : SERVER_FAULT);
      if (response.ok) setSupport((await response.json()) as Support);
    } catch {
      setFailure(UNREACHABLE);
    }
    setPending(false);
  }

  return (
    <section className="mt-3 rounded-lg border border-line bg-sunken p-4 text-sm">
      <h3 className="font-medium">{TAKEN.title}</h3>
      <p className="mt-1 text-muted">{TAKEN.meaning}</p>
      <ul className="mt-3 list-disc space-y-1.5 pl-5">
        {!isFormer && <li>{TAKEN.slip(format(phoneNumber))}</li>}
        <li>{TAKEN.sister}</li>
        <li>{isFormer ? TAKEN.supportOfFormer : TAKEN.support}</li>
      </ul>
      {support ? (
        <Reference {...support} />
      ) : (
        <Button
          look="secondary"
          className="mt-3"
          pending={isPending}
          onMouseDown={keepFocus}
          onClick={() => void (isPending || getReference())}
        >
          {TAKEN.getReference}
        </Button>
      )}
      <ErrorText className="mt-2" message={failure} />
    </section>
  );
}

/** It takes focus, because the button that was pressed has gone. */
function Reference({ reference, supportContact: contact }: Support) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => element.current?.focus(), []);
  return (
    <div ref={element} tabIndex={-1} className="mt-3">
      {contact ? (
        <p>
          {TAKEN.contact[isEmail(contact) ? 'email' : 'other']} <ContactLink contact={contact} /> {TAKEN.withReference}
        </p>
      ) : (
        <p>{TAKEN.noContact}</p>
      )}
      <CopyField label={TAKEN.reference} noun="reference" text={reference} isLong />
      <p className="mt-2 text-muted">{TAKEN.sealed}</p>
    </div>
  );
}
