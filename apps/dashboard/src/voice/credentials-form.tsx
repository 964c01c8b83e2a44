import { faultOf } from '@linekeeper/client';
import { useSetCredentials } from '@linekeeper/client/react';
import { AccountSid, AuthToken, type VoiceSetup } from '@linekeeper/contract';
import { type FormEvent, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { formText } from '../ui/form-text.ts';
import { Announced, Notice } from '../ui/notice.tsx';
import { VOICE } from './texts.ts';

const TEXTS = VOICE.account;

/** Stores the company's Twilio account. One that is stored is shown, and its form only to replace it. */
export function CredentialsForm({ setup: { accountSid, platformAccount } }: { setup: VoiceSetup }) {
  const save = useSetCredentials();
  const [isReplacing, setReplacing] = useState(false);
  const [errors, setErrors] = useState<{ accountSid?: string; authToken?: string }>({});
  const [failure, setFailure] = useState<string | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (save.isPending) return;
    const values = new FormData(event.currentTarget);
    const input = { accountSid: formText(values, 'accountSid'), authToken: formText(values, 'authToken') };
    const found = {
      ...(!AccountSid.safeParse(input.accountSid).success && { accountSid: TEXTS.badSid }),
      ...(!AuthToken.safeParse(input.authToken).success && { authToken: TEXTS.badToken }),
    };
    setErrors(found);
    setFailure(null);
    if (Object.keys(found).length > 0) return;
    try {
      await save.mutateAsync(input);
      setReplacing(false);
    } catch (error) {
      setFailure(faultOf(error).message);
    }
  }

  return (
    <>
      {accountSid && (
        <p className="text-sm">
          {TEXTS.stored} <span className="font-mono break-all">{accountSid}</span>
        </p>
      )}
      {!accountSid && platformAccount && <p className="mb-5 text-sm">{TEXTS.ofPlatform}</p>}
      {accountSid && !isReplacing ? (
        <Button
          look="secondary"
          className="mt-4"
          onClick={() => {
            save.reset();
            setReplacing(true);
          }}
        >
          {TEXTS.replace}
        </Button>
      ) : (
        <form noValidate onSubmit={(event) => void submit(event)} className="space-y-5 not-first:mt-5">
          <TextField
            label={TEXTS.sid}
            name="accountSid"
            autoComplete="off"
            spellCheck={false}
            hint={TEXTS.sidHint}
            autoFocus={isReplacing}
            error={errors.accountSid}
          />
          <TextField
            label={TEXTS.token}
            name="authToken"
            type="password"
            autoComplete="off"
            hint={TEXTS.tokenHint}
            error={errors.authToken}
          />
          <div className="flex flex-wrap gap-3">
            <Button type="submit" pending={save.isPending}>
              {TEXTS.save}
            </Button>
            {isReplacing && (
              <Button look="secondary" onClick={() => setReplacing(false)}>
                {TEXTS.cancel}
              </Button>
            )}
          </div>
        </form>
      )}
      <Announced>
        {failure && <Notice tone="bad" title={failure} />}
        {save.isSuccess && !failure && <Notice tone="good" title={TEXTS.saved} takesFocus />}
      </Announced>
    </>
  );
}
