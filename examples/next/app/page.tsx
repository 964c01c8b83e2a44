import { cookies } from 'next/headers';
import { linekeeper } from '../lib/linekeeper';
import { userOf } from '../lib/users';
import { NumberForm } from './number-form';

export default async function Page() {
  const user = await userOf((await cookies()).get('session')?.value);
  if (!user) return <a href="/sign-in/acme">Sign in</a>;
  const held = await linekeeper.forTenant(user.company).getInboundNumber();
  return (
    <main>
      <h1>{user.company.name}</h1>
      <NumberForm defaultValue={held?.phoneNumber} />
    </main>
  );
}
