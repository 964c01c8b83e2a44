import { useSupportContact } from '../team/use-support-contact.ts';
import { ContactLink, isEmail } from '../ui/contact-link.tsx';
import { VOICE } from './texts.ts';

/** How to reach the people who run the service, as a sentence. Nothing if they set no contact. */
export function SupportContact() {
  const contact = useSupportContact();
  if (!contact) return null;
  return (
    <>
      {' '}
      {VOICE.contact[isEmail(contact) ? 'email' : 'other']} <ContactLink contact={contact} />.
    </>
  );
}
