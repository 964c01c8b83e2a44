export { LinekeeperProvider, type LinekeeperProviderProps } from './provider.tsx';
export type { MutationResult, QueryResult } from './results.ts';
export { type AvailabilityRequest, type AvailabilityState, useAvailability } from './use-availability.ts';
export { useCurrentSession } from './use-current-session.ts';
export { useInboundNumber } from './use-inbound-number.ts';
export { useReleaseInboundNumber } from './use-release-inbound-number.ts';
export { useSetInboundNumber } from './use-set-inbound-number.ts';
