import { useRouter, useSearch } from '@tanstack/react-router';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { ContactLink } from '../ui/contact-link.tsx';
import { ErrorText } from '../ui/error-text.tsx';
import { TextField } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { PlainPage } from '../ui/plain-page.tsx';
import { readHelp, type SignInHelp } from './help.ts';
import { nextPage } from './next-page.ts';
import { type Credentials, type SignInRefusal, signIn } from './sign-in.ts';
import { SIGN_IN } from './texts.ts';
import { recall } from './this-tab.ts';

export function SignInPage() {
  const { next, email: invited } = useSearch({ from: '/sign-in' });
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const [wasSignedIn] = useState(() => recall('person'));
  const [missing, setMissing] = useState<Partial<Credentials>>({});
  const [refusal, setRefusal] = useState<SignInRefusal | null>(null);
  const [isPending, setPending] = useState(false);
  const [help, setHelp] = useState<SignInHelp | null>(null);
  const email = invited ?? wasSignedIn ?? '';
  const isWrong = refusal?.code === 'WRONG_CREDENTIALS' || undefined;

  useEffect(() => void readHelp().then(setHelp), []);

  function focus(name: keyof Credentials) {
    const field = form.current?.elements.namedItem(name) as HTMLInputElement | null;
    field?.focus();
    field?.select();
  }

  async function enter(credentials: Credentials) {
    if (isPending) return;
    setRefusal(null);
    setPending(true);
    const refused = await signIn(credentials);
    // Awaited, so that the button stays pending while the first page loads.
    if (!refused) await router.navigate({ href: nextPage(next), replace: true });
    setPending(false);
    setRefusal(refused);
    if (refused) focus('password');
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const typed = Object.fromEntries(new FormData(event.currentTarget)) as unknown as Credentials;
    const found: Partial<Credentials> = {};
    if (typed.email.trim() === '') found.email = SIGN_IN.noEmail;
    if (typed.password === '') found.password = SIGN_IN.noPassword;
    setMissing(found);
    if (found.email) focus('email');
    else if (found.password) focus('password');
    else void enter(typed);
  }

  return (
    <PlainPage>
      <PageTitle>{SIGN_IN.title}</PageTitle>
      {wasSignedIn && (
        <div className="-mt-2 mb-5">
          <Notice title={SIGN_IN.ended}>
            {SIGN_IN.endedText} {/\/number(?:[?#]|$)/.test(nextPage(next)) && SIGN_IN.draftKept}
          </Notice>
        </div>
      )}
      <form ref={form} noValidate onSubmit={submit} className="space-y-5">
        <TextField
          label={SIGN_IN.email}
          name="email"
          type="email"
          autoComplete="username"
          required
          defaultValue={email}
          autoFocus={email === ''}
          error={missing.email}
          aria-invalid={missing.email ? true : isWrong}
        />
        <TextField
          label={SIGN_IN.password}
          name="password"
          type="password"
          autoComplete="current-password"
          required
          autoFocus={email !== ''}
          error={missing.password}
          aria-invalid={missing.password ? true : isWrong}
        />
        <ErrorText message={refusal?.message} />
        <Button type="submit" pending={isPending} className="w-full">
          {SIGN_IN.button}
        </Button>
      </form>
      <details className="mt-5 text-sm">
        <summary className="inline-block min-h-6 cursor-pointer text-muted underline underline-offset-2">
          {SIGN_IN.forgot}
        </summary>
        <p className="mt-2 text-muted">
          {SIGN_IN.forgotHelp}
          {help?.supportContact && (
            <>
              {' '}
              {SIGN_IN.contact} <ContactLink contact={help.supportContact} />.
            </>
          )}
        </p>
      </details>
      {help && help.demoPeople.length > 0 && (
        <section className="mt-6 border-t border-line pt-5">
          <h2 className="text-sm font-semibold">{SIGN_IN.demo}</h2>
          <p className="mt-1 text-sm text-muted">{SIGN_IN.demoHelp}</p>
          <ul className="mt-3 grid gap-2">
            {help.demoPeople.map((person) => (
              <li key={person.email}>
                <Button look="secondary" className="w-full" onClick={() => void enter(person)}>
                  {SIGN_IN.demoPerson(person.company, person.role)}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </PlainPage>
  );
}
