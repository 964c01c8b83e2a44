import { z } from 'zod';

/** The highest number of active keys of a tenant. */
export const MAX_ACTIVE_API_KEYS = 100;
/** The highest number of stored keys of a tenant: active ones, and ended ones until they are deleted. */
export const MAX_STORED_API_KEYS = 1_000;
/** Days until an expired or revoked key is removed from the list. */
export const ENDED_API_KEY_DAYS = 30;
/** The highest number of keys on a page of the list. */
export const API_KEYS_PER_PAGE = 50;

/** The tenant has as many keys as it can have. `message` says what to do. */
export const ApiKeyLimit = z.object({ code: z.literal('API_KEY_LIMIT'), message: z.string() });
export type ApiKeyLimit = z.infer<typeof ApiKeyLimit>;

const MESSAGES = {
  ACTIVE: `Your company already has ${MAX_ACTIVE_API_KEYS} active keys. Revoke one that isn't used, then try again`,
  STORED: `Your company has created too many keys in the last ${ENDED_API_KEY_DAYS} days. Try again tomorrow`,
};

/** ACTIVE: {@link MAX_ACTIVE_API_KEYS} is reached; STORED: {@link MAX_STORED_API_KEYS} is. */
export function apiKeyLimit(reached: keyof typeof MESSAGES): ApiKeyLimit {
  return { code: 'API_KEY_LIMIT', message: MESSAGES[reached] };
}
