import type { VoiceSetup } from '@linekeeper/contract';
import { Announced, Notice } from '../ui/notice.tsx';
import { CredentialsForm } from './credentials-form.tsx';
import { HandlingForm } from './handling-form.tsx';
import { VOICE } from './texts.ts';
import type { Setting } from './use-editing.ts';

interface SettingFormProps {
  setting: Setting;
  setup: VoiceSetup;
  isOpen: boolean;
  isSaved: boolean;
  onSaved: (setting: Setting) => void;
}

/** The form of a setting while it's open, and then the result. */
export function SettingForm({ setting, setup, isOpen, isSaved, onSaved }: SettingFormProps) {
  const Form = setting === 'handling' ? HandlingForm : CredentialsForm;
  return (
    <>
      {isOpen && <Form setup={setup} onSaved={() => onSaved(setting)} />}
      <Announced>{isSaved && <Notice tone="good" title={VOICE[setting].saved} takesFocus />}</Announced>
    </>
  );
}
