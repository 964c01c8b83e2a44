import type { RefusedRequest, VoiceSetup } from '@linekeeper/contract';
import type { LineState } from '../overview/line-state.ts';
import { Announced, Notice } from '../ui/notice.tsx';
import { PageLink } from '../ui/page-link.tsx';
import { When } from '../ui/when.tsx';
import { checkedWith, isAboutAccount, isForSupport } from './refused-request.ts';
import { SupportContact } from './support-contact.tsx';
import { VOICE } from './texts.ts';

const TEXTS = VOICE.refused;

type Setup = Pick<VoiceSetup, 'accountSid' | 'platformAccount'>;

/** Which check the refused call didn't pass, as a sentence. */
export function refusedReason({ reason }: Pick<RefusedRequest, 'reason'>, setup: Setup): string {
  return reason === 'SIGNATURE' && checkedWith(setup) === 'PLATFORM' ? TEXTS.ofPlatform : TEXTS.reasons[reason];
}

interface RefusedNoticeProps {
  state: Pick<LineState, 'verdict' | 'refusal' | 'connected'>;
  setup: Setup;
  /** Whether the person can change the account. Otherwise, the page says whom to ask. */
  canChange: boolean;
  /** Whether the notice has the link to the account. Otherwise, the page has it beneath. */
  isLinked?: boolean;
  /** If the link leads to a part of the same page. */
  onCheck?: () => void;
}

/**
 * Says that a call was refused, why, and what to do. It's a hint, because anybody can send such a request. If nothing shows that
 * the line works, the headline says it.
 */
export function RefusedNotice({
  state: { verdict, refusal, connected },
  setup,
  canChange,
  isLinked = true,
  onCheck,
}: RefusedNoticeProps) {
  const isOfAccount = refusal !== null && isAboutAccount(refusal, setup);
  return (
    <Announced>
      {refusal && verdict !== 'REFUSED' && (
        <Notice
          tone="warn"
          title={
            <>
              {TEXTS.title} · <When at={refusal.at} />
            </>
          }
        >
          <p>
            {refusedReason(refusal, setup)} {canChange && TEXTS.advice[checkedWith(setup)][refusal.reason]}
            {canChange && isForSupport(refusal, setup) && <SupportContact aim="fix" />}
          </p>
          {connected === 'ON' && <p className="mt-2">{TEXTS.anybody}</p>}
          {canChange && isOfAccount && isLinked && (
            <p className="mt-2">
              <PageLink to="/c/$company/connect" hash="account" onClick={onCheck}>
                {TEXTS.link(refusal.reason)}
              </PageLink>
            </p>
          )}
        </Notice>
      )}
    </Announced>
  );
}
