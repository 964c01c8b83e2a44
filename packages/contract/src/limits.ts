/** The longest name of a company, in characters. */
export const TENANT_NAME_MAX_LENGTH = 200;
/** The longest location of a company, in characters. */
export const LOCATION_MAX_LENGTH = 200;
/** The longest name of a person, in characters. */
export const PERSON_NAME_MAX_LENGTH = 100;
/** The longest name of an API key, in characters. */
export const API_KEY_NAME_MAX_LENGTH = 100;
/** The longest email of a person, in characters (RFC 5321). */
export const PERSON_EMAIL_MAX_LENGTH = 254;
/** The longest time until an API key expires, in days. */
export const API_KEY_MAX_DAYS = 3650;
/** How long an invitation can be accepted, in days. */
export const INVITATION_DAYS = 7;
/** The shortest and the longest password, in characters. */
export const PASSWORD_LENGTH = { min: 8, max: 128 } as const;
/** The longest body of a request, in bytes. */
export const MAX_BODY_BYTES = 64 * 1024;
/** The shortest secret from which keys are derived, in characters. */
export const SECRET_MIN_LENGTH = 32;
/** The highest number of API calls in one request. */
export const MAX_BATCH_SIZE = 10;
/** How many numbers one call of `phone.resolveMany` takes. */
export const RESOLVE_MAX = 1_000;
