import { faultOf } from '@linekeeper/client';
import type { CreateInvitationInput } from '@linekeeper/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../shell/api.ts';

/** An invitation whose link can be shown, this one time. */
export interface CreatedInvitation {
  email: string;
  link: string;
}

/** Creates an invitation. It ends the earlier ones for the same email. Returns why it failed as text. */
export function useInvite() {
  const api = useApi();
  const queries = useQueryClient();
  const [isPending, setPending] = useState(false);

  async function invite(person: CreateInvitationInput): Promise<CreatedInvitation | string> {
    setPending(true);
    try {
      const outcome = await api.invitation.create.mutate(person);
      await queries.invalidateQueries({ queryKey: ['invitations'] });
      if (!outcome.ok) return outcome.error.message;
      return { email: person.email, link: `${window.location.origin}${outcome.data.path}` };
    } catch (thrown) {
      return faultOf(thrown).message;
    } finally {
      setPending(false);
    }
  }

  return { invite, isPending };
}
