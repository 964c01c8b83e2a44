import type { VoiceSetup } from '@linekeeper/contract';
import type { LineState } from '../overview/line-state.ts';
import { Announced, Notice } from '../ui/notice.tsx';
import { PageLink } from '../ui/page-link.tsx';
import { When } from '../ui/when.tsx';
import { checkedWith, isAboutAccount } from './refused-request.ts';
import { SupportContact } from './support-contact.tsx';
import { VOICE } from './texts.ts';

const TEXTS = VOICE.refused;

interface RefusedNoticeProps {
  state: Pick<LineState, 'refusal' | 'connected'>;
  setup: Pick<VoiceSetup, 'accountSid' | 'platformAccount'>;
  /** Whether the person can change the account. Otherwise, the page says whom to ask. */
  canChange: boolean;
  /** Whether the notice has the link to the account. Otherwise, the page has it beneath. */
  isLinked?: boolean;
  /** If the link leads to a part of the same page. */
  onCheck?: () => void;
}

/** Says that a request was refused, why, and what to do. It's a hint, because anybody can send such a request. */
export function RefusedNotice({
  state: { refusal, connected },
  setup,
  canChange,
  isLinked = true,
  onCheck,
}: RefusedNoticeProps) {
  const isOfAccount = refusal !== null && isAboutAccount(refusal, setup);
  return (
    <Announced>
      {refusal && (
        <Notice
          tone="warn"
          title={
            <>
              {TEXTS.title} · <When at={refusal.at} />
            </>
          }
        >
          <p>
            {refusal.reason === 'SIGNATURE' && checkedWith(setup) === 'PLATFORM'
              ? TEXTS.ofPlatform
              : TEXTS.reasons[refusal.reason]}{' '}
            {canChange && TEXTS.advice[checkedWith(setup)][refusal.reason]}
            {canChange && !isOfAccount && checkedWith(setup) === 'PLATFORM' && <SupportContact />}
          </p>
          {connected === 'ON' && <p className="mt-2">{TEXTS.anybody}</p>}
          {canChange && isOfAccount && isLinked && (
            <p className="mt-2">
              <PageLink to="/c/$company/connect" hash="account" onClick={onCheck}>
                {TEXTS.link}
              </PageLink>
            </p>
          )}
        </Notice>
      )}
    </Announced>
  );
}
