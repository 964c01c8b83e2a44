import { LinekeeperProvider, useInboundNumberField } from '@linekeeper/client/react';
import { type FormEvent, useState } from 'react';

interface Session {
  token: string;
  name: string;
  company: string;
}

export function App() {
  const [session, setSession] = useState<Session | null>(null);
  if (!session) return <SignUp onSignedIn={setSession} />;
  return (
    <main>
      <h1>{session.company}</h1>
      <p>Signed in as {session.name}</p>
      <LinekeeperProvider url="/linekeeper/trpc" token={session.token}>
        <NumberForm />
      </LinekeeperProvider>
    </main>
  );
}

function NumberForm() {
  const field = useInboundNumberField();
  return (
    <form onSubmit={(event) => void field.submit(event)}>
      <label htmlFor="number">Phone number</label>
      <input id="number" {...field.inputProps} />
      <p role="status">{field.message}</p>
      <button type="submit">Save</button>
    </form>
  );
}

function SignUp({ onSignedIn }: { onSignedIn: (session: Session) => void }) {
  async function signUp(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = Object.fromEntries(new FormData(event.currentTarget));
    const { token } = await ask('/api/sign-up', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(fields),
    });
    onSignedIn({ token, ...(await ask('/api/me', { headers: { authorization: `Bearer ${token}` } })) });
  }
  return (
    <form onSubmit={(event) => void signUp(event)}>
      <input name="company" placeholder="Company" />
      <input name="country" placeholder="Country, for example US" />
      <input name="name" placeholder="Your name" />
      <input name="email" placeholder="Email" />
      <input name="password" type="password" placeholder="Password" />
      <button type="submit">Sign up</button>
    </form>
  );
}

const ask = async (path: string, init: RequestInit) => (await fetch(path, init)).json();
