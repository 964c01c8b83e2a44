import { faultOf } from '@linekeeper/client';
import { useRevokeApiKey } from '@linekeeper/client/react';
import type { ApiKey } from '@linekeeper/contract';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { API_KEYS } from './texts.ts';

export function RevokeKey({ apiKey, onRevoked }: { apiKey: ApiKey; onRevoked: (name: string) => void }) {
  const [isOpen, setOpen] = useState(false);
  const revoke = useRevokeApiKey();

  async function confirm() {
    try {
      await revoke.mutateAsync({ id: apiKey.id });
    } catch (error) {
      return faultOf(error).message;
    }
    setOpen(false);
    onRevoked(apiKey.name);
    return null;
  }

  return (
    <>
      <Button look="secondary" needsServer aria-label={API_KEYS.revokeKey(apiKey.name)} onClick={() => setOpen(true)}>
        {API_KEYS.revoke}
      </Button>
      {isOpen && (
        <ConfirmDialog
          title={API_KEYS.revokeTitle}
          text={API_KEYS.revokeText(apiKey.name)}
          keep={API_KEYS.keep}
          act={API_KEYS.revoke}
          onKeep={() => setOpen(false)}
          onConfirm={confirm}
        />
      )}
    </>
  );
}
