import type { VoiceSetup } from '@linekeeper/contract';
import type { ReactNode } from 'react';
import { CopyField } from '../ui/copy-field.tsx';
import { Notice } from '../ui/notice.tsx';
import { unbroken } from '../ui/unbroken.ts';
import { hasPublicAddress, whoSetsAddress } from './public-address.ts';
import { checkedWith } from './refused-request.ts';
import { SupportContact } from './support-contact.tsx';
import { VOICE } from './texts.ts';

type Setup = Pick<VoiceSetup, 'voiceUrl' | 'statusUrl' | 'accountSid' | 'platformAccount'>;

/** How calls get here: what to enter in the Twilio console, in the order of its form, or who must do it. */
export function TwilioSteps({ number, setup }: { number: string | null; setup: Setup }) {
  if (!hasPublicAddress(setup)) return <NotReady setup={setup} />;
  if (checkedWith(setup) === 'PLATFORM') return <ForOperator number={number} setup={setup} />;
  return (
    <ol className="list-[lower-alpha] space-y-5 pl-5 leading-6 marker:text-muted">
      <li>
        In the Twilio console, open <B>Phone Numbers</B> → <B>Manage</B> → <B>Active numbers</B> and choose{' '}
        {number ? unbroken(number) : 'your number'}.
      </li>
      <li>
        Under <B>Voice Configuration</B>, set <B>A call comes in</B> to <B>Webhook</B>, and enter this address:
        <VoiceAddress setup={setup} />
      </li>
      <li>
        To see how long calls lasted, set <B>Call status changes</B> to this address:
        <StatusAddress setup={setup} />
      </li>
      <li>
        Choose <B>HTTP POST</B> as the method of both, and save the configuration.
      </li>
    </ol>
  );
}

/** The platform's account is used, so the company can't enter the addresses. */
function ForOperator({ number, setup: { voiceUrl, statusUrl } }: { number: string | null; setup: Setup }) {
  const { label, text } = VOICE.addresses.forOperator;
  if (!number || !voiceUrl) return null;
  return (
    <>
      <CopyField label={label} noun="addresses" text={text(number, voiceUrl, statusUrl)} isLong />
      <p className="mt-1.5 text-muted">
        <SupportContact />
      </p>
    </>
  );
}

/** The addresses alone, for people who know where to enter them. */
export function Addresses({ setup }: { setup: Setup }) {
  return (
    <div className="space-y-5 text-sm">
      <VoiceAddress setup={setup} />
      <StatusAddress setup={setup} />
    </div>
  );
}

/** Twilio can't reach a server without a public address. Only the person who runs the server is told what to set. */
function NotReady({ setup }: { setup: Setup }) {
  const who = whoSetsAddress(setup, window.location.hostname);
  if (!who) return null;
  const { title, example, after } = VOICE.addresses.notReady[who];
  return (
    <Notice tone="warn" title={title}>
      {who === 'PLATFORM' && (
        <p>
          <SupportContact />
        </p>
      )}
      {example && (
        <p className="my-2 font-mono wrap-anywhere text-ink">
          {example[0]}
          <wbr />
          {example[1]}
        </p>
      )}
      {after && <p>{after}</p>}
    </Notice>
  );
}

function VoiceAddress({ setup: { voiceUrl } }: { setup: Setup }) {
  return voiceUrl && <CopyField label={VOICE.addresses.voice} noun="address" text={voiceUrl} isLong />;
}

function StatusAddress({ setup: { statusUrl } }: { setup: Setup }) {
  return statusUrl && <CopyField label={VOICE.addresses.status} noun="address" text={statusUrl} isLong />;
}

/** A label, exactly as it appears in the Twilio console. */
function B({ children }: { children: ReactNode }) {
  return <strong className="font-semibold">{children}</strong>;
}
