import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { signIn } from '../../../lib/users';

export async function GET(_request: Request, { params }: { params: Promise<{ company: string }> }) {
  const session = await signIn((await params).company);
  if (session) (await cookies()).set('session', session, { httpOnly: true, sameSite: 'lax' });
  redirect('/');
}
