const EMAIL = /^[^\s@]+@[^\s@]+$/;

export function isEmail(contact: string): boolean {
  return EMAIL.test(contact);
}

/** How to reach somebody: a link if it's an email address, and otherwise the text as it is. */
export function ContactLink({ contact }: { contact: string }) {
  if (!isEmail(contact)) return contact;
  return (
    <a href={`mailto:${contact}`} className="wrap-anywhere text-accent underline underline-offset-2">
      {contact}
    </a>
  );
}
