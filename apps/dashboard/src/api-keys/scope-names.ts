import type { ApiKeyScope } from '@linekeeper/contract';

/** What each scope allows, as people see it. */
export const SCOPE_NAMES: Record<ApiKeyScope, string> = {
  'inboundNumber:read': 'View the inbound number',
  'inboundNumber:update': 'Check, set and release the inbound number',
  'routing:read': 'Look up which company holds a number',
};
