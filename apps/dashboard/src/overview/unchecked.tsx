import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { clock } from '../ui/when.tsx';
import { OVERVIEW } from './texts.ts';

/** Says from when the page is, and asks the server again if the person doesn't want to wait until the page does. */
export function Unchecked({ since }: { since: number }) {
  const queries = useQueryClient();
  const [isPending, setPending] = useState(false);

  async function tryAgain() {
    setPending(true);
    await queries.refetchQueries({ type: 'active' });
    setPending(false);
  }

  return (
    <>
      {OVERVIEW.uncheckedSince(clock(since))}
      <span className="mt-3 block">
        <Button look="secondary" pending={isPending} onClick={() => void (isPending || tryAgain())}>
          {OVERVIEW.tryAgain}
        </Button>
      </span>
    </>
  );
}
