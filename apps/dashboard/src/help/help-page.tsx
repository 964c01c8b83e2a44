import { useSupportContact } from '../team/use-support-contact.ts';
import { Card, CardSection } from '../ui/card.tsx';
import { ContactLink } from '../ui/contact-link.tsx';
import { PageLink } from '../ui/page-link.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { HELP } from './texts.ts';

/** Common problems with the pages that solve them, and how to reach the people who run the service. */
export function HelpPage() {
  const contact = useSupportContact();
  return (
    <>
      <PageTitle lead={HELP.lead}>{HELP.title}</PageTitle>
      <Card>
        {HELP.problems.map(({ problem, answer, to, link }) => (
          <CardSection key={to} heading={problem} lead={answer}>
            <PageLink to={to}>{link}</PageLink>
          </CardSection>
        ))}
        <CardSection heading={HELP.contact}>
          <p className="text-sm">
            {contact ? (
              <>
                {HELP.anythingElse} <ContactLink contact={contact} />
              </>
            ) : (
              HELP.noContact
            )}
          </p>
        </CardSection>
      </Card>
    </>
  );
}
