export { LinekeeperProvider, type LinekeeperProviderProps } from './provider.tsx';
export type { MutationResult, PagesResult, QueryResult, Thrown } from './results.ts';
export { useApiKeys } from './use-api-keys.ts';
export { type AvailabilityRequest, type AvailabilityState, useAvailability } from './use-availability.ts';
export { useCalls } from './use-calls.ts';
export { useCreateApiKey } from './use-create-api-key.ts';
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
export { useRevokeApiKey } from './use-revoke-api-key.ts';
export { useSetCredentials } from './use-set-credentials.ts';
export { useSetHandling } from './use-set-handling.ts';
export { useSetInboundNumber } from './use-set-inbound-number.ts';
export { useSimulateCall } from './use-simulate-call.ts';
export { useVoiceSetup } from './use-voice-setup.ts';
