import type { CallRecord, InboundNumber } from '@linekeeper/contract';
import type { PhoneNumber } from '@linekeeper/phone-number';
import { ChangeRow } from '../activity/change-row.tsx';
import type { Change, NumberChange } from '../activity/changes.ts';
import { CallRow } from '../calls/call-row.tsx';
import { CurrentNumber } from '../inbound-number/current-number.tsx';
import { NoNumber } from '../inbound-number/no-number.tsx';
import { NUMBER as TEXTS } from '../inbound-number/texts.ts';
import { LineLights } from '../overview/line-lights.tsx';
import type { LineState } from '../overview/line-state.ts';
import { Step } from '../ui/step.tsx';
import { Example } from './example.tsx';

const NUMBER: InboundNumber = { phoneNumber: '+442079460018' as PhoneNumber, claimedAt: '2026-03-09T10:00:00.000Z' };
const OTHER = '+442079460019' as PhoneNumber;

const CALL: CallRecord = {
  id: '1',
  at: '2026-03-09T11:00:00.000Z',
  phoneNumber: NUMBER.phoneNumber,
  outcome: 'FORWARDED',
  reason: null,
  target: '+14155238886',
  answerMs: 12,
  status: 'completed',
  durationSeconds: 65,
  simulated: false,
};
const CALLS: CallRecord[] = [
  CALL,
  { ...CALL, id: '2', outcome: 'GREETED', target: null, simulated: true, status: null, durationSeconds: null },
  { ...CALL, id: '3', outcome: 'FALLBACK', target: null, reason: 'WEBHOOK_TIMEOUT', status: 'no-answer' },
  { ...CALL, id: '4', outcome: 'PENDING', target: null, status: null, durationSeconds: null },
];

const STATES: LineState[] = [
  {
    verdict: 'NO_NUMBER',
    claimed: 'OFF',
    connected: 'OFF',
    called: 'OFF',
    lastCall: null,
    hasOutdatedCalls: false,
    isUnreachable: false,
    refusal: null,
  },
  {
    verdict: 'UNKNOWN',
    claimed: 'ON',
    connected: 'UNKNOWN',
    called: 'UNKNOWN',
    lastCall: null,
    hasOutdatedCalls: false,
    isUnreachable: false,
    refusal: null,
  },
  {
    verdict: 'NO_CALL_YET',
    claimed: 'ON',
    connected: 'OFF',
    called: 'OFF',
    lastCall: null,
    hasOutdatedCalls: false,
    isUnreachable: false,
    refusal: null,
  },
  {
    verdict: 'LAST_CALL_FAILED',
    claimed: 'ON',
    connected: 'ON',
    called: 'WARNING',
    lastCall: CALL,
    hasOutdatedCalls: false,
    isUnreachable: false,
    refusal: null,
  },
  {
    verdict: 'WORKS',
    claimed: 'ON',
    connected: 'ON',
    called: 'ON',
    lastCall: CALL,
    hasOutdatedCalls: false,
    isUnreachable: false,
    refusal: null,
  },
];

const CHANGE: NumberChange = {
  type: 'number',
  id: '1',
  at: CALL.at,
  from: null,
  to: NUMBER.phoneNumber,
  kind: 'CLAIMED',
  actor: { type: 'PERSON', name: 'Ann' },
};
const CHANGES: Change[] = [
  CHANGE,
  { ...CHANGE, id: '2', from: OTHER, actor: { type: 'API_KEY', name: 'Website' } },
  { ...CHANGE, id: '3', from: OTHER, to: null, kind: 'RELEASED' },
  { ...CHANGE, id: '4', kind: 'ASSIGNED', actor: { type: 'OPERATOR', name: 'ops' } },
  { type: 'setting', id: '5', at: CALL.at, actor: CHANGE.actor, setting: 'LOCATION', before: null, after: 'Boston' },
  {
    type: 'setting',
    id: '6',
    at: CALL.at,
    actor: CHANGE.actor,
    setting: 'PROVIDER',
    names: ['authToken'],
    replaced: null,
  },
];

/** The components that show lines, calls and changes. */
export function DomainExamples() {
  return (
    <>
      <Example name="Lights of a line">
        <div className="space-y-8">
          {STATES.map((state) => (
            <LineLights
              key={state.verdict}
              number={state.verdict === 'NO_NUMBER' ? null : NUMBER}
              state={state}
              uncheckedSince={null}
            />
          ))}
          {STATES.slice(-1).map((state) => (
            <LineLights key="unchecked" number={NUMBER} state={state} uncheckedSince={Date.parse(CALL.at)} />
          ))}
        </div>
      </Example>
      <Example name="Steps">
        <ol className="space-y-5">
          <Step number={1} title="Enter your number" text="It is yours." state="DONE" />
          <Step number={2} title="Save your account" text="First enter the auth token again." state="PROBLEM" />
          <Step number={3} title="Call your number" text="Not done yet." state="TODO" />
        </ol>
      </Example>
      <Example name="Current number">
        <CurrentNumber number={NUMBER} />
        <div className="mt-6">
          <NoNumber company="Brightline Clinic" title={TEXTS.none} />
        </div>
      </Example>
      <Example name="Calls">
        <ul className="divide-y divide-line">
          {CALLS.map((call) => (
            <CallRow key={call.id} call={call} />
          ))}
        </ul>
      </Example>
      <Example name="Changes">
        <ul className="divide-y divide-line">
          {CHANGES.map((change) => (
            <ChangeRow key={change.id} change={change} />
          ))}
        </ul>
      </Example>
    </>
  );
}
