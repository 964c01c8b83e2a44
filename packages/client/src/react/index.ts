export { useApiKeys, useCreateApiKey, useRevokeApiKey } from './api-keys.ts';
export { LinekeeperProvider, type LinekeeperProviderProps } from './provider.tsx';
export type { MutationResult, PagesResult, QueryResult, Thrown } from './results.ts';
export { type AvailabilityRequest, type AvailabilityState, useAvailability } from './use-availability.ts';
export { useCurrentSession } from './use-current-session.ts';
export { useDebounced } from './use-debounced.ts';
export { useInboundNumber } from './use-inbound-number.ts';
export {
  type InboundNumberField,
  type InboundNumberFieldOptions,
  type InboundNumberFieldStatus,
  useInboundNumberField,
} from './use-inbound-number-field.ts';
export { useReleaseInboundNumber } from './use-release-inbound-number.ts';
export { useSetInboundNumber } from './use-set-inbound-number.ts';
export { useCalls, useSetCredentials, useSetHandling, useSimulateCall, useVoiceSetup } from './voice.ts';
