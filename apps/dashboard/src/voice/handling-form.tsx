import { faultOf } from '@linekeeper/client';
import { useCurrentSession, useSetHandling } from '@linekeeper/client/react';
import { type CallHandling, type HandlingRefused, SetHandlingInput, type VoiceSetup } from '@linekeeper/contract';
import { formatPhoneNumber } from '@linekeeper/phone-number';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useSupportContact } from '../team/use-support-contact.ts';
import { Button } from '../ui/button.tsx';
import { ContactLink } from '../ui/contact-link.tsx';
import { RADIO, TextField } from '../ui/field.tsx';
import { formText } from '../ui/form-text.ts';
import { Announced, Notice } from '../ui/notice.tsx';
import { readingOf } from './handling-text.ts';
import { useSettingDraft } from './setting-draft.ts';
import { CHOICES, VOICE } from './texts.ts';

type Kind = CallHandling['kind'];

/** What was chosen and typed. Each kind has a text of its own. */
interface Draft {
  kind: Kind | null;
  texts: Partial<Record<Kind, string>>;
}

interface FormProps {
  setup: VoiceSetup;
  onSaved: () => void;
}

/** Chooses how calls are handled. A refusal is shown at the field. */
export function HandlingForm({ setup: { handling, platformWebhook }, onSaved }: FormProps) {
  const save = useSetHandling();
  const country = useCurrentSession().data?.tenant.country;
  const contact = useSupportContact();
  const [draft, setDraft] = useSettingDraft<Draft>('handling', { kind: null, texts: {} });
  const [error, setError] = useState<ReactNode>();
  const [failure, setFailure] = useState<string | null>(null);
  const choices = CHOICES.filter((choice) => choice.kind !== 'PLATFORM' || platformWebhook);
  const kind = choices.find((choice) => choice.kind === draft.kind)?.kind ?? chosenKind({ handling, platformWebhook });
  const field = choices.find((choice) => choice.kind === kind)?.field;
  const typed = draft.texts[kind];

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (save.isPending) return;
    const text = formText(new FormData(event.currentTarget), 'text');
    const input = SetHandlingInput.safeParse(inputOf(kind, text));
    setError(undefined);
    setFailure(null);
    if (!input.success) {
      const message = input.error.issues[0]?.message ?? '';
      if (text === '') return setError(field?.empty);
      return setError(schemeProblem(kind, text) ?? `${field?.label} ${message}`);
    }
    try {
      const outcome = await save.mutateAsync(input.data);
      if (outcome.ok) onSaved();
      else setError(refusalText(outcome.error, contact));
    } catch (thrown) {
      setFailure(faultOf(thrown).message);
    }
  }

  function choose(chosen: Kind) {
    setDraft({ ...draft, kind: chosen });
    setError(undefined);
    setFailure(null);
  }

  return (
    <>
      <form noValidate onSubmit={(event) => void submit(event)} className="space-y-5">
        <fieldset>
          <legend className="sr-only">{VOICE.handling.heading}</legend>
          {choices.map((choice) => (
            <label key={choice.kind} className="flex min-h-11 items-start gap-3 py-2 text-sm">
              <input
                type="radio"
                name="kind"
                value={choice.kind}
                checked={choice.kind === kind}
                onChange={() => choose(choice.kind)}
                className={RADIO}
              />
              <span>
                {choice.name}
                <span className="block text-muted">{choice.use}</span>
              </span>
            </label>
          ))}
        </fieldset>
        {field ? (
          <TextField
            key={kind}
            label={field.label}
            hint={(kind === 'FORWARD' && readingOf(typed ?? '', country)) || field.example}
            onChange={(event) => setDraft({ kind, texts: { ...draft.texts, [kind]: event.currentTarget.value } })}
            name="text"
            defaultValue={typed ?? (handling?.kind === kind ? textOf(handling) : '')}
            autoComplete="off"
            error={error}
          />
        ) : (
          <p role="alert" className="text-sm text-bad empty:hidden">
            {error}
          </p>
        )}
        <Button type="submit" pending={save.isPending}>
          {VOICE.handling.save}
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

/** The refusal that names the operator ends with how to reach them. */
function refusalText(error: HandlingRefused, contact: string | null): ReactNode {
  const namesOperator = error.code === 'FORWARD_REFUSED' && error.reason === 'COUNTRY';
  if (!namesOperator || !contact) return error.message;
  return (
    <>
      {error.message}: <ContactLink contact={contact} />
    </>
  );
}

/** What is wrong with the beginning of a WebSocket address. */
function schemeProblem(kind: Kind, text: string): string | null {
  if (kind !== 'STREAM' || /^wss:\/\//i.test(text)) return null;
  return VOICE.handling.wrongScheme(/^[a-z]+:\/\//i.exec(text)?.[0].toLowerCase());
}

/** What is stored. If nothing is, what would be done, or else the most usual choice. */
function chosenKind({ handling, platformWebhook }: Pick<VoiceSetup, 'handling' | 'platformWebhook'>): Kind {
  return handling?.kind ?? (platformWebhook ? 'PLATFORM' : 'FORWARD');
}

function textOf(handling: CallHandling): string {
  if (handling.kind === 'FORWARD') return formatPhoneNumber(handling.phoneNumber);
  if (handling.kind === 'GREETING') return handling.message;
  return handling.kind === 'PLATFORM' ? '' : handling.address;
}

function inputOf(kind: Kind, text: string): unknown {
  if (kind === 'FORWARD') return text === '' ? null : { kind, phoneNumber: text };
  if (kind === 'GREETING') return { kind, message: text };
  return kind === 'PLATFORM' ? { kind } : { kind, address: text };
}
