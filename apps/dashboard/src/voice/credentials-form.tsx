import { faultOf } from '@linekeeper/client';
import { useSetCredentials } from '@linekeeper/client/react';
import { AccountSid, AuthToken, type SetCredentialsOutput, type VoiceSetup } from '@linekeeper/contract';
import { type FormEvent, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { formText } from '../ui/form-text.ts';
import { Announced, Notice } from '../ui/notice.tsx';
import { useSettingDraft } from './setting-draft.ts';
import { VOICE } from './texts.ts';

const TEXTS = VOICE.account;

interface CredentialsFormProps {
  setup: VoiceSetup;
  onSaved: (change: SetCredentialsOutput['change']) => void;
}

/** Stores the company's Twilio account, in place of one that is stored. */
export function CredentialsForm({
  setup: { accountSid, platformAccount, callAnswered },
  onSaved,
}: CredentialsFormProps) {
  const save = useSetCredentials();
  // Without the auth token, which must not be stored anywhere here.
  const [draft, setDraft] = useSettingDraft('account', { accountSid: '' });
  const [errors, setErrors] = useState<{ accountSid?: string; authToken?: string }>({});
  const [failure, setFailure] = useState<string | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (save.isPending) return;
    const values = new FormData(event.currentTarget);
    const input = { accountSid: formText(values, 'accountSid'), authToken: formText(values, 'authToken') };
    const found = problemsOf(input);
    setErrors(found);
    setFailure(null);
    if (Object.keys(found).length > 0) return;
    try {
      const { change } = await save.mutateAsync(input);
      onSaved(change);
    } catch (error) {
      setFailure(faultOf(error).message);
    }
  }

  return (
    <>
      <form noValidate onSubmit={(event) => void submit(event)} className="space-y-5">
        {!accountSid && platformAccount && <p className="text-sm">{TEXTS.ofPlatform}</p>}
        {accountSid && <p className="text-sm">{callAnswered ? TEXTS.replaces : TEXTS.callAfter}</p>}
        <TextField
          label={TEXTS.sid}
          name="accountSid"
          defaultValue={draft.accountSid || (accountSid ?? '')}
          onChange={(event) => setDraft({ accountSid: event.currentTarget.value })}
          autoComplete="off"
          spellCheck={false}
          hint={TEXTS.sidHint}
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
        <Button type="submit" pending={save.isPending}>
          {TEXTS.save}
        </Button>
      </form>
      <Announced>
        {failure && (
          <Notice tone="bad" title={failure}>
            {VOICE.maybeSaved}
          </Notice>
        )}
      </Announced>
    </>
  );
}

interface Credentials {
  accountSid: string;
  authToken: string;
}

/** What is wrong with the two values, for each field. */
function problemsOf({ accountSid, authToken }: Credentials): Partial<Credentials> {
  const isSid = (text: string) => AccountSid.safeParse(text).success;
  const isToken = (text: string) => AuthToken.safeParse(text).success;
  if (isToken(accountSid) && isSid(authToken)) return { accountSid: TEXTS.swapped };
  const sidProblem = accountSid.startsWith('SK') ? TEXTS.apiKey : accountSid ? TEXTS.badSid : TEXTS.noSid;
  return {
    ...(!isSid(accountSid) && { accountSid: sidProblem }),
    ...(!isToken(authToken) && { authToken: authToken ? TEXTS.badToken : TEXTS.noToken }),
  };
}
