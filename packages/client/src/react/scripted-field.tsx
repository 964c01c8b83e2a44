import { renderHook } from '@testing-library/react';
import type { ScriptedServer } from '../scripted-server.ts';
import { Linekeeper } from './scripted-tenants.tsx';
import { type AvailabilityRequest, type AvailabilityState, useAvailability } from './use-availability.ts';
import { useReleaseInboundNumber } from './use-release-inbound-number.ts';
import { useSetInboundNumber } from './use-set-inbound-number.ts';

/** A field whose text is checked 10 ms after the last change. */
export function typeIn(server: ScriptedServer, first: AvailabilityRequest) {
  /** Every state that was rendered, with its text. */
  const drawn: { text: string; state: AvailabilityState }[] = [];
  const { result, rerender } = renderHook(
    (request: AvailabilityRequest) => {
      const state = useAvailability(request);
      drawn.push({ text: request.phoneNumber, state });
      return { state, set: useSetInboundNumber(), release: useReleaseInboundNumber() };
    },
    {
      wrapper: ({ children }) => <Linekeeper server={server}>{children}</Linekeeper>,
      initialProps: { debounceMs: 10, ...first },
    },
  );
  return {
    drawn,
    result,
    state: () => result.current.state,
    type: (phoneNumber: string) => rerender({ debounceMs: 10, ...first, phoneNumber }),
    /** The numbers that the server was asked about. */
    asked: () => server.callsOf('phone.checkAvailability').map(({ input }) => input),
  };
}
