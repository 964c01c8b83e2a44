import type { VoiceSetup } from '@linekeeper/contract';
import { Announced, Notice } from '../ui/notice.tsx';
import { CredentialsForm } from './credentials-form.tsx';
import { HandlingForm } from './handling-form.tsx';
import { VOICE } from './texts.ts';
import type { Editing, Setting } from './use-editing.ts';

interface SettingFormProps {
  setting: Setting;
  setup: VoiceSetup;
  isOpen: boolean;
  editing: Pick<Editing, 'saved' | 'onSaved'>;
}

/** The form of a setting while it's open, and then the result. */
export function SettingForm({ setting, setup, isOpen, editing: { saved, onSaved } }: SettingFormProps) {
  const Form = setting === 'handling' ? HandlingForm : CredentialsForm;
  // The account that stood there when the person saved.
  const title = setting === 'account' && setup.accountSid ? VOICE.account.replaced : VOICE[setting].saved;
  return (
    <>
      {isOpen && <Form setup={setup} onSaved={() => onSaved({ setting, title })} />}
      <Announced>{saved?.setting === setting && <Notice tone="good" title={saved.title} takesFocus />}</Announced>
    </>
  );
}
