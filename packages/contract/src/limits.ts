/** The longest name of a company, in characters. */
export const TENANT_NAME_MAX_LENGTH = 200;
/** The longest location of a company, in characters. */
export const LOCATION_MAX_LENGTH = 200;
/** The longest name of a person, in characters. */
export const PERSON_NAME_MAX_LENGTH = 100;
/** The longest name of an API key, in characters. */
export const API_KEY_NAME_MAX_LENGTH = 100;
/** The shortest and the longest password, in characters. */
/** The longest email of a person, in characters (RFC 5321). */
export const PERSON_EMAIL_MAX_LENGTH = 254;
export const PASSWORD_LENGTH = { min: 8, max: 128 } as const;
/** The highest number of API calls in one request. */
export const MAX_BATCH_SIZE = 10;
