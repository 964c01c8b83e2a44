import type { ApiKeyScope } from '@linekeeper/contract';

/** What a scope allows, for people. */
export const SCOPE_NAMES: Record<ApiKeyScope, string> = {
  'inboundNumber:read': 'See the inbound number',
  'inboundNumber:update': 'Check, set and release the inbound number',
  'routing:read': 'Find out whose line a number is',
};
