import { useSupportContact } from '../team/use-support-contact.ts';
import { VOICE } from './texts.ts';

/** How to reach the people who run the server, as a sentence. Nothing if they set no contact. */
export function SupportContact() {
  const contact = useSupportContact();
  return contact ? ` ${VOICE.contact(contact)}` : null;
}
