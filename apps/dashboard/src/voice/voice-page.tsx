import { PageTitle } from '../ui/page-title.tsx';
import { VOICE } from './texts.ts';
import { VoiceCards } from './voice-cards.tsx';

export function VoicePage() {
  return (
    <>
      <PageTitle lead={VOICE.lead}>{VOICE.title}</PageTitle>
      <VoiceCards />
    </>
  );
}
