import { useSupportContact } from '../team/use-support-contact.ts';
import { ContactLink, isEmail } from '../ui/contact-link.tsx';
import { VOICE } from './texts.ts';

/** How to reach the people who run the service, and what for, as a sentence. Nothing if they set no contact. */
export function SupportContact({ aim = 'any' }: { aim?: keyof typeof VOICE.contact }) {
  const contact = useSupportContact();
  if (!contact) return null;
  const { email, other, after } = VOICE.contact[aim];
  const before = isEmail(contact) ? email : other;
  return (
    <>
      {' '}
      {before} <ContactLink contact={contact} />
      {after}
    </>
  );
}
