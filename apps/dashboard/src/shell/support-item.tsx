import { LifeBuoy } from 'lucide-react';
import { useSupportContact } from '../team/use-support-contact.ts';
import { isEmail } from '../ui/contact-link.tsx';
import { MENU_ITEM } from '../ui/menu.tsx';
import { SHELL } from './texts.ts';

/** In the account menu: how to reach the people who run the service. Nothing if they set no contact. */
export function SupportItem() {
  const contact = useSupportContact();
  if (!contact) return null;
  const content = (
    <>
      <LifeBuoy aria-hidden className="size-4 shrink-0" />
      <span className="min-w-0">
        {SHELL.support} <span className="block text-xs font-normal wrap-anywhere text-muted">{contact}</span>
      </span>
    </>
  );
  // Another contact, for example a phone number, is a text to read.
  return isEmail(contact) ? (
    <a href={`mailto:${contact}`} className={`${MENU_ITEM} py-1.5`}>
      {content}
    </a>
  ) : (
    <p className="flex min-h-11 items-center gap-2.5 px-3 py-1.5 text-sm font-medium">{content}</p>
  );
}
