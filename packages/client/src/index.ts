export type { ClientOptions, TokenFunction } from './client-options.ts';
export { createClient, type PlatformClient } from './create-client.ts';
export { type Fault, type FaultCode, faultOf } from './fault.ts';
export { createLineLookup, type LineLookup } from './line-lookup.ts';
export type { CallOptions, LinekeeperClient } from './linekeeper-client.ts';
export { isNumberChanged, isPhoneInvalid, isPhoneTaken } from './phone-error.ts';
export { waitInWords } from './wait-in-words.ts';
