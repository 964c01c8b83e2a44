import { Link, useLoaderData, useParams, useRouter, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { rememberCompany } from '../shell/company.ts';
import { asSentence } from '../ui/as-sentence.ts';
import { Button, buttonLook } from '../ui/button.tsx';
import { ErrorText } from '../ui/error-text.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { PlainPage } from '../ui/plain-page.tsx';
import { acceptInvitation, type InvitationState } from './invitation.ts';
import { NewPersonForm } from './new-person-form.tsx';
import { HOME } from './next-page.ts';
import { announceSession } from './session.ts';
import { signOut } from './sign-in.ts';
import { INVITATION, STILL_SIGNED_IN } from './texts.ts';

/** The page that an invitation's link opens. */
export function InvitationPage() {
  const state = useLoaderData({ from: '/invitation/$id' });
  return <PlainPage>{state.status === 'OPEN' ? <Open {...state} /> : <NotOpen state={state} />}</PlainPage>;
}

function NotOpen({ state }: { state: Exclude<InvitationState, { status: 'OPEN' }> }) {
  const router = useRouter();
  if (state.status === 'FAILED') {
    return (
      <>
        <PageTitle lead={asSentence(state.message)}>{INVITATION.failed}</PageTitle>
        <Button look="secondary" onClick={() => void router.invalidate()}>
          {INVITATION.tryAgain}
        </Button>
      </>
    );
  }
  const { signedInAs } = state;
  return (
    <>
      <PageTitle
        lead={
          <>
            <span className="block">{INVITATION.endedLead}</span>
            <span className="mt-2 block">
              {signedInAs ? INVITATION.signedInAlready(signedInAs) : INVITATION.joinedAlready}
            </span>
          </>
        }
      >
        {INVITATION.ended}
      </PageTitle>
      {signedInAs ? (
        <Link to={HOME} className={buttonLook('secondary')}>
          {INVITATION.home}
        </Link>
      ) : (
        <Link to="/sign-in" className={buttonLook('primary', 'w-full')}>
          {INVITATION.signIn}
        </Link>
      )}
    </>
  );
}

function Open({ invitation, signedInAs }: Extract<InvitationState, { status: 'OPEN' }>) {
  const { id } = useParams({ from: '/invitation/$id' });
  const { token } = useSearch({ from: '/invitation/$id' });
  const router = useRouter();
  const { tenantId, tenantName, email, role, invitedBy, hasAccount } = invitation;
  const title = (next: string) => (
    <PageTitle
      lead={
        <>
          <span className="block">{INVITATION.invited(invitedBy, INVITATION.roles[role] ?? role)}</span>
          <span className="mt-2 block">{next}</span>
        </>
      }
    >
      {INVITATION.title(tenantName)}
    </PageTitle>
  );

  if (signedInAs?.toLowerCase() === email.toLowerCase()) {
    async function join() {
      const refused = await acceptInvitation({ id, token });
      if (refused) return refused;
      announceSession(true);
      rememberCompany({ id: tenantId });
      await router.navigate({ to: HOME, replace: true });
      return null;
    }
    return (
      <>
        {title(INVITATION.signedInAs(signedInAs))}
        <Act label={INVITATION.join} act={join} />
      </>
    );
  }

  if (signedInAs !== null) {
    async function leave() {
      if (!(await signOut())) return STILL_SIGNED_IN;
      await router.invalidate();
      return null;
    }
    return (
      <>
        {title(INVITATION.otherPerson(email, signedInAs))}
        <Act label={INVITATION.signOut} act={leave} />
      </>
    );
  }

  if (hasAccount) {
    const next = `/invitation/${id}?token=${encodeURIComponent(token)}`;
    return (
      <>
        {title(INVITATION.hasAccount(email))}
        <Link to="/sign-in" search={{ next, email }} className={buttonLook('primary', 'w-full')}>
          {INVITATION.signIn}
        </Link>
      </>
    );
  }

  return (
    <>
      {title(INVITATION.newAccount)}
      <NewPersonForm link={{ id, token }} email={email} />
    </>
  );
}

/** A button, with the error above it if the action failed. */
function Act({ label, act }: { label: string; act: () => Promise<string | null> }) {
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);

  async function run() {
    setPending(true);
    setRefusal(await act());
    setPending(false);
  }

  return (
    <>
      <ErrorText className="mb-4" message={refusal} />
      <Button pending={isPending} className="w-full" onClick={() => void (isPending || run())}>
        {label}
      </Button>
    </>
  );
}
