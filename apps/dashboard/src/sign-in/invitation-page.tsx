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

/** The page that an invitation's link opens. */
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
              ? 'It was already used or withdrawn, or is older than seven days. Ask for a new invitation.'
              : 'The server cannot be reached. Check your connection and try again.'
          }
        >
          {isEnded ? 'This invitation is no longer valid' : "The invitation couldn't be loaded"}
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
        <PageTitle lead={`You're signed in as ${signedInAs}.`}>{title}</PageTitle>
        <Act
          label="Join"
          act={async () => {
            const refused = await acceptInvitation({ id, token });
            if (refused) return refused;
            // Other tabs show the previous company until they reload their data.
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
        <PageTitle lead={`This invitation is for ${invitation.email}, but you're signed in as ${signedInAs}.`}>
          {title}
        </PageTitle>
        <Act
          label="Sign out"
          act={async () => {
            if (!(await signOut())) return "The server couldn't be reached, so you're still signed in. Try again";
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
        <PageTitle lead={`You already have an account. Sign in as ${invitation.email} to join.`}>{title}</PageTitle>
        <Link to="/sign-in" search={{ next }} className={LINK_BUTTON}>
          Sign in
        </Link>
      </PlainPage>
    );
  }

  return (
    <PlainPage>
      <PageTitle lead="Enter your name and choose a password.">{title}</PageTitle>
      <NewPersonForm link={{ id, token }} email={invitation.email} />
    </PlainPage>
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
      <p role="alert" className="mb-4 text-sm text-bad empty:hidden">
        {refusal}
      </p>
      <Button pending={isPending} className="w-full" onClick={() => void (isPending || run())}>
        {label}
      </Button>
    </>
  );
}
