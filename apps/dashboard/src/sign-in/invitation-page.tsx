import { Link, useLoaderData, useParams, useRouter, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { LINK_BUTTON } from '../ui/link-look.ts';
import { PageTitle } from '../ui/page-title.tsx';
import { PlainPage } from '../ui/plain-page.tsx';
import { acceptInvitation } from './invitation.ts';
import { NewPersonForm } from './new-person-form.tsx';
import { HOME } from './next-page.ts';
import { announceSession } from './session.ts';
import { signOut } from './sign-in.ts';

/** Where an invitation's link leads. */
export function InvitationPage() {
  const state = useLoaderData({ from: '/invitation/$id' });
  const { id } = useParams({ from: '/invitation/$id' });
  const { token } = useSearch({ from: '/invitation/$id' });
  const router = useRouter();

  if (state.status !== 'OPEN') {
    const isEnded = state.status === 'ENDED';
    return (
      <PlainPage>
        <PageTitle
          lead={
            isEnded
              ? 'It has been used, or is older than seven days. Ask for a new one.'
              : 'The server cannot be reached. Check your connection.'
          }
        >
          {isEnded ? 'This invitation has ended' : 'The invitation could not be read'}
        </PageTitle>
        {isEnded ? (
          <Link to={HOME} className={LINK_BUTTON}>
            Go to Linekeeper
          </Link>
        ) : (
          <Button look="secondary" onClick={() => void router.invalidate()}>
            Try again
          </Button>
        )}
      </PlainPage>
    );
  }

  const { invitation, signedInAs } = state;
  const title = `Join ${invitation.tenantName}`;

  if (signedInAs?.toLowerCase() === invitation.email.toLowerCase()) {
    return (
      <PlainPage>
        <PageTitle lead={`You are signed in as ${signedInAs}.`}>{title}</PageTitle>
        <Act
          label="Join"
          act={async () => {
            const refused = await acceptInvitation({ id, token });
            if (refused) return refused;
            // Other tabs show another company until they ask anew.
            announceSession(true);
            await router.navigate({ to: HOME, replace: true });
            return null;
          }}
        />
      </PlainPage>
    );
  }

  if (signedInAs !== null) {
    return (
      <PlainPage>
        <PageTitle lead={`This invitation is for ${invitation.email}, and you are signed in as ${signedInAs}.`}>
          {title}
        </PageTitle>
        <Act
          label="Sign out"
          act={async () => {
            if (!(await signOut())) return 'You are still signed in: the server could not be reached. Try again';
            await router.invalidate();
            return null;
          }}
        />
      </PlainPage>
    );
  }

  if (invitation.hasAccount) {
    const next = `/invitation/${id}?token=${encodeURIComponent(token)}`;
    return (
      <PlainPage>
        <PageTitle lead={`You have an account already. Sign in as ${invitation.email} to join.`}>{title}</PageTitle>
        <Link to="/sign-in" search={{ next }} className={LINK_BUTTON}>
          Sign in
        </Link>
      </PlainPage>
    );
  }

  return (
    <PlainPage>
      <PageTitle lead="Choose a name and a password.">{title}</PageTitle>
      <NewPersonForm link={{ id, token }} email={invitation.email} />
    </PlainPage>
  );
}

/** One button, and why it did not work. */
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
      <p role="alert" className="mb-4 text-sm text-bad empty:hidden">
        {refusal}
      </p>
      <Button pending={isPending} className="w-full" onClick={() => void (isPending || run())}>
        {label}
      </Button>
    </>
  );
}
