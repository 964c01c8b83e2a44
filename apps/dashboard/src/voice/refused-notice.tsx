import type { RefusedRequest, VoiceSetup } from '@linekeeper/contract';
import type { ReactNode } from 'react';
import { Announced, Notice } from '../ui/notice.tsx';
import { When } from '../ui/when.tsx';
import { checkedWith } from './refused-request.ts';
import { VOICE } from './texts.ts';

const TEXTS = VOICE.refused;

interface RefusedNoticeProps {
  refusal: RefusedRequest | null;
  setup: Pick<VoiceSetup, 'accountSid' | 'platformAccount'>;
  /** Whether the person can change the account. Otherwise, the page says whom to ask. */
  canChange: boolean;
  /** A link to the page where the account is changed. */
  children?: ReactNode;
}

/** Says that a request was refused, why, and what to do. It's a hint, because anybody can send such a request. */
export function RefusedNotice({ refusal, setup, canChange, children }: RefusedNoticeProps) {
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
            {TEXTS.reasons[refusal.reason]} {canChange && TEXTS.advice[checkedWith(setup)][refusal.reason]}
          </p>
          <p className="mt-2">{TEXTS.anybody}</p>
          {canChange && children && <p className="mt-2">{children}</p>}
        </Notice>
      )}
    </Announced>
  );
}
