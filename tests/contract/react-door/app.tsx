import { faultOf } from '@linekeeper/client';
import {
  type AvailabilityState,
  LinekeeperProvider,
  useAvailability,
  useInboundNumber,
  useReleaseInboundNumber,
  useSetInboundNumber,
} from '@linekeeper/client/react';
import type { CheckAvailabilityInput, CheckAvailabilityOutput } from '@linekeeper/contract';
import { useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';

/** What a test in Node calls in the page: each answers as the hooks of a mounted application did. */
declare global {
  interface Window {
    /** Mounts the application again, as this person. */
    mount(token: string | null): void;
    calls: Record<string, (input?: never) => Promise<Answer>>;
  }
}

type Answer = { answer: unknown } | { fault: string };

const host = document.createElement('div');
document.body.append(host);
let root = createRoot(host);

window.mount = (token) => {
  root.unmount();
  root = createRoot(host);
  root.render(
    <LinekeeperProvider url="/trpc" token={token ?? undefined}>
      <Application />
    </LinekeeperProvider>,
  );
};

interface Question {
  input: CheckAvailabilityInput;
  answered: (answer: Answer) => void;
}

function Application() {
  const set = useSetInboundNumber();
  const release = useReleaseInboundNumber();
  const inbound = useInboundNumber();
  const [question, ask] = useState<Question | null>(null);
  window.calls = {
    setInboundNumber: (input) => settle(set.mutateAsync(input as never)),
    releaseInboundNumber: () => settle(release.mutateAsync({})),
    getInboundNumber: () => settle(inbound.refetch({ throwOnError: true }).then(({ data }) => data)),
    checkAvailability: (input) => new Promise((answered) => ask({ input: input as never, answered })),
  };
  return question && <Check {...question} />;
}

function Check({ input, answered }: Question) {
  const state = useAvailability({ ...input, debounceMs: 10 });
  useEffect(() => {
    if (state.status !== 'CHECKING') answered(answerOf(state));
  });
  return null;
}

/** The state of the hook, in the words of the procedure. */
function answerOf(state: Exclude<AvailabilityState, { status: 'CHECKING' }>): Answer {
  switch (state.status) {
    case 'AVAILABLE':
    case 'YOURS':
      return answer({ ok: true, data: { phoneNumber: state.phoneNumber, availability: state.status } });
    case 'TAKEN':
    case 'INVALID':
      return answer({ ok: false, error: state.error });
    case 'FAULT':
      return { fault: state.fault.code };
  }
}

function answer(output: CheckAvailabilityOutput): Answer {
  return { answer: output };
}

function settle(call: Promise<unknown>): Promise<Answer> {
  return call.then(
    (value) => ({ answer: value }),
    (error: unknown) => ({ fault: faultOf(error).code }),
  );
}
