import type { SetCredentialsOutput, VoiceSetup } from '@linekeeper/contract';
import { Announced, Notice } from '../ui/notice.tsx';
import { CredentialsForm } from './credentials-form.tsx';
import { HandlingForm } from './handling-form.tsx';
import { VOICE } from './texts.ts';
import type { Editing, Saved, Setting } from './use-editing.ts';

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
  const result = (change?: SetCredentialsOutput['change']): Pick<Saved, 'title' | 'tone'> =>
    change === 'SAME' ? { title: VOICE.account.same, tone: 'neutral' } : { title, tone: 'good' };
  return (
    <>
      {isOpen && (
        <Form
          setup={setup}
          onSaved={(change?: SetCredentialsOutput['change']) => onSaved({ setting, ...result(change) })}
        />
      )}
      <Announced>{saved?.setting === setting && <Notice tone={saved.tone} title={saved.title} takesFocus />}</Announced>
    </>
  );
}
