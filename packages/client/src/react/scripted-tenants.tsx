import { screen } from '@testing-library/react';
import { type Call, ScriptedServer } from '../scripted-server.ts';
import { LinekeeperProvider, type LinekeeperProviderProps } from './provider.tsx';
import { useInboundNumber } from './use-inbound-number.ts';

export const CLAIMED_AT = '2026-11-25T12:00:00.000Z';

const NUMBERS: Record<string, string> = { 'Bearer acme': '+14155238886', 'Bearer brightline': '+442079460018' };

/** The number of the tenant whose token is in the header `authorization`. */
export function numberOf(header: string | null) {
  return { phoneNumber: NUMBERS[header ?? ''] ?? '+12025550123', claimedAt: CLAIMED_AT };
}

/** A server on which each token belongs to another tenant. */
export function startTenants(): ScriptedServer {
  const server = new ScriptedServer();
  server.answer('session.get', ({ token }: Call) => ({
    person: null,
    tenant: { id: token ?? 'nobody', name: token ?? 'nobody', country: 'US' },
    permissions: [],
  }));
  server.answer('phone.getInboundNumber', ({ token }: Call) => numberOf(token));
  return server;
}

/** A provider whose calls go to a scripted server, without retries. */
export function Linekeeper({ server, ...props }: { server: ScriptedServer } & Partial<LinekeeperProviderProps>) {
  return <LinekeeperProvider url="/trpc" fetch={server.fetch} retries={0} children={null} {...props} />;
}

export function HeldNumber({ of = 'number' }: { of?: string }) {
  const { data } = useInboundNumber();
  return <output data-testid={of}>{data === undefined ? 'pending' : data?.phoneNumber}</output>;
}

/** What {@link HeldNumber} shows. */
export function shown(of = 'number'): string | null {
  return screen.getByTestId(of).textContent;
}
