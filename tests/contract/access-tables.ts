export const OURS = '+14155238886';
export const THEIRS = '+442079460018';

/**
 * The callers. "Of another" means of the company that holds THEIRS. All other callers belong to the company that holds
 * OURS.
 */
export const CALLERS = [
  'nobody',
  'ended session',
  'member',
  'admin',
  'owner',
  'owner of another',
  'key',
  'key without scope',
  'key of another',
  'key of the platform',
  'revoked key',
  'ended key',
  'mistyped key',
  'mistyped key, valid cookie',
] as const;
export type Caller = (typeof CALLERS)[number];

/** The ids that the inputs use, from the company that holds OURS. */
export interface Ids {
  key: string;
  colleague: string;
  invitation: string;
}

/** The answers: OK, a code of the outcome, or the fault. In the order of the callers. */
type Row = readonly string[];
const row = (text: string): Row => text.trim().split(/\s+/);
const U = 'UNAUTHORIZED';
const F = 'FORBIDDEN';

/** Every procedure with a valid input, and the answer for each caller. The input of a mutation changes something for OURS. */
export const PROCEDURES: Readonly<Record<string, { input?: (ours: Ids) => unknown; answers: Row }>> = {
  'phone.checkAvailability': {
    input: () => ({ phoneNumber: OURS }),
    answers: row(`${U} ${U} ${F} YOURS YOURS PHONE_TAKEN YOURS ${F} PHONE_TAKEN ${F} ${U} ${U} ${U} ${U}`),
  },
  'phone.setInboundNumber': {
    input: () => ({ phoneNumber: OURS }),
    answers: row(`${U} ${U} ${F} OK OK PHONE_TAKEN OK ${F} PHONE_TAKEN ${F} ${U} ${U} ${U} ${U}`),
  },
  'phone.getHistory': { answers: row(`${U} ${U} OK OK OK OK OK ${F} OK ${F} ${U} ${U} ${U} ${U}`) },
  'phone.getInboundNumber': {
    answers: row(`${U} ${U} ${OURS} ${OURS} ${OURS} ${THEIRS} ${OURS} ${F} ${THEIRS} ${F} ${U} ${U} ${U} ${U}`),
  },
  'phone.releaseInboundNumber': {
    input: () => ({}),
    answers: row(`${U} ${U} ${F} ${OURS} ${OURS} ${THEIRS} ${OURS} ${F} ${THEIRS} ${F} ${U} ${U} ${U} ${U}`),
  },
  'phone.resolve': {
    input: () => ({ phoneNumber: OURS }),
    // "Key without scope" is the one key that has routing:read.
    answers: row(`${U} ${U} ${F} ${F} ${F} ${F} ${F} OK ${F} ${F} ${U} ${U} ${U} ${U}`),
  },
  'phone.resolveMany': {
    input: () => ({ phoneNumbers: [OURS] }),
    answers: row(`${U} ${U} ${F} ${F} ${F} ${F} ${F} OK ${F} ${F} ${U} ${U} ${U} ${U}`),
  },
  'phone.explainRoute': {
    input: () => ({ phoneNumber: OURS, at: '2026-01-01T00:00:00Z' }),
    answers: row(`${U} ${U} ${OURS} ${OURS} ${OURS} ${OURS} ${F} ${F} ${F} ${F} ${U} ${U} ${U} ${U}`),
  },
  'voice.getSetup': { answers: row(`${U} ${U} OK OK OK OK ${F} ${F} ${F} ${F} ${U} ${U} ${U} ${U}`) },
  'voice.listCalls': { answers: row(`${U} ${U} OK OK OK OK ${F} ${F} ${F} ${F} ${U} ${U} ${U} ${U}`) },
  'voice.setCredentials': {
    input: () => ({ accountSid: `AC${'0'.repeat(32)}`, authToken: '0'.repeat(32) }),
    answers: row(`${U} ${U} ${F} OK OK OK ${F} ${F} ${F} ${F} ${U} ${U} ${U} ${U}`),
  },
  'voice.setHandling': {
    input: () => ({ kind: 'GREETING', message: 'Hello' }),
    answers: row(`${U} ${U} ${F} OK OK OK ${F} ${F} ${F} ${F} ${U} ${U} ${U} ${U}`),
  },
  'voice.simulateCall': {
    input: () => ({}),
    answers: row(`${U} ${U} ${F} OK OK OK ${F} ${F} ${F} ${F} ${U} ${U} ${U} ${U}`),
  },
  'settings.getHistory': { answers: row(`${U} ${U} OK OK OK OK ${F} ${F} ${F} ${F} ${U} ${U} ${U} ${U}`) },
  'settings.setCountry': {
    input: () => ({ country: 'US' }),
    answers: row(`${U} ${U} ${F} OK OK OK ${F} ${F} ${F} ${F} ${U} ${U} ${U} ${U}`),
  },
  // None of these keys has tenant:manage; see platform-key.contract.test.ts.
  ...Object.fromEntries(
    ['create', 'get', 'list', 'update', 'delete'].map((verb) => [
      `tenant.${verb}`,
      { answers: row(`${U} ${U} ${F} ${F} ${F} ${F} ${F} ${F} ${F} ${F} ${U} ${U} ${U} ${U}`) },
    ]),
  ),
  'apiKey.create': {
    input: () => ({ name: 'another', scopes: ['inboundNumber:read'] }),
    answers: row(`${U} ${U} ${F} OK OK OK ${F} ${F} ${F} ${F} ${U} ${U} ${U} ${U}`),
  },
  'apiKey.list': { answers: row(`${U} ${U} ${F} OK OK OK ${F} ${F} ${F} ${F} ${U} ${U} ${U} ${U}`) },
  'apiKey.revoke': {
    // A key of our company. For the owner of another company it doesn't exist.
    input: (ours) => ({ id: ours.key }),
    answers: row(`${U} ${U} ${F} true true false ${F} ${F} ${F} ${F} ${U} ${U} ${U} ${U}`),
  },
  'member.list': { answers: row(`${U} ${U} ${F} OK OK OK ${F} ${F} ${F} ${F} ${U} ${U} ${U} ${U}`) },
  'member.managers': { answers: row(`${U} ${U} OK OK OK OK ${F} ${F} ${F} ${F} ${U} ${U} ${U} ${U}`) },
  'member.setRole': {
    // A colleague in our company. For the owner of another company, there is no such member.
    input: (ours) => ({ id: ours.colleague, role: 'admin' }),
    answers: row(`${U} ${U} ${F} ${F} true false ${F} ${F} ${F} ${F} ${U} ${U} ${U} ${U}`),
  },
  'member.remove': {
    // A member of our company. For the owner of another company they don't exist.
    input: (ours) => ({ id: ours.colleague }),
    answers: row(`${U} ${U} ${F} ${F} true false ${F} ${F} ${F} ${F} ${U} ${U} ${U} ${U}`),
  },
  'member.endSessions': {
    input: (ours) => ({ id: ours.colleague }),
    answers: row(`${U} ${U} ${F} ${F} 1 0 ${F} ${F} ${F} ${F} ${U} ${U} ${U} ${U}`),
  },
  'invitation.list': { answers: row(`${U} ${U} ${F} OK OK OK ${F} ${F} ${F} ${F} ${U} ${U} ${U} ${U}`) },
  'invitation.create': {
    input: () => ({ email: 'invited@acme.example', role: 'member' }),
    answers: row(`${U} ${U} ${F} ${F} OK OK ${F} ${F} ${F} ${F} ${U} ${U} ${U} ${U}`),
  },
  'invitation.withdraw': {
    input: (ours) => ({ id: ours.invitation }),
    answers: row(`${U} ${U} ${F} ${F} true false ${F} ${F} ${F} ${F} ${U} ${U} ${U} ${U}`),
  },
  'session.get': { answers: row(`${U} ${U} OK OK OK OK OK ${F} OK ${F} ${U} ${U} ${U} ${U}`) },
};

/** Every route, and the status for: not signed in, an ended session, any person, a key. Or for each of the callers. */
export const ROUTES: Readonly<Record<string, { body?: unknown; statuses: readonly number[] }>> = {
  'GET /healthz': { statuses: [200, 200, 200, 200] },
  'GET /readyz': { statuses: [200, 200, 200, 200] },
  'GET /api/auth/get-session': { statuses: [200, 200, 200, 200] },
  'POST /api/auth/sign-in/email': {
    body: { email: 'x@acme.example', password: 'wrong password' },
    statuses: [401, 401, 401, 401],
  },
  'POST /api/auth/reset-password': {
    body: { newPassword: 'long enough to be one', token: 'no such' },
    statuses: [400, 400, 400, 400],
  },
  'POST /api/invitation/read': { body: { id: 'no', token: 'such' }, statuses: [400, 400, 400, 400] },
  'POST /api/invitation/accept': { body: { id: 'no', token: 'such' }, statuses: [400, 400, 400, 400] },
  'GET /api/session/help': { statuses: [200, 200, 200, 200] },
  'GET /api/session/sessions': { statuses: [401, 401, 200, 401] },
  'POST /api/session/end-other-sessions': { body: {}, statuses: [401, 401, 200, 401] },
  'POST /api/session/name': { body: { name: 'Another name' }, statuses: [401, 401, 204, 401] },
  'POST /api/session/password': {
    body: { currentPassword: 'wrong password', newPassword: 'long enough to be one' },
    statuses: [401, 401, 400, 401],
  },
  'POST /api/session/support-reference': {
    body: { phoneNumber: THEIRS },
    statuses: [401, 401, 200, 401],
  },
  'GET /api/session/tenants': { statuses: [401, 401, 200, 401] },
  'POST /api/session/tenant': { body: { tenantId: 'of others' }, statuses: [401, 401, 403, 401] },
  'GET /openapi.json': { statuses: [200, 200, 200, 200] },
  ...notAllowed('/openapi.json', ['POST', 'PUT', 'PATCH', 'DELETE']),
  'GET /api/organization/info': {
    statuses: [401, 401, 200, 200, 200, 200, 403, 403, 403, 403, 401, 401, 401, 401],
  },
  'PATCH /api/organization/info': {
    body: { twilioConfig: { phoneNumber: OURS } },
    statuses: [401, 401, 403, 200, 200, 409, 403, 403, 403, 403, 401, 401, 401, 401],
  },
  ...notAllowed('/api/organization/info', ['POST', 'PUT', 'DELETE']),
  'GET /api/call-handling': {
    statuses: [401, 401, 200, 200, 200, 200, 403, 403, 403, 403, 401, 401, 401, 401],
  },
  'PUT /api/call-handling': {
    body: { kind: 'GREETING', message: 'Hello' },
    statuses: [401, 401, 403, 200, 200, 200, 403, 403, 403, 403, 401, 401, 401, 401],
  },
  ...notAllowed('/api/call-handling', ['POST', 'PATCH', 'DELETE']),
  ...forTwilio('/webhooks/twilio/voice'),
  ...forTwilio('/webhooks/twilio/voice/'),
  ...forTwilio('/webhooks/twilio/status'),
  ...forTwilio('/webhooks/twilio/status/'),
  ...notAllowed('/trpc/*', ['GET', 'PUT', 'PATCH', 'DELETE']),
  'POST /trpc/*': { statuses: [404, 404, 404, 404] },
  // Last: it ends the session.
  'POST /api/auth/sign-out': { body: {}, statuses: [200, 200, 200, 200] },
};

/** Rows for methods that a path refuses for all callers. */
function notAllowed(path: string, methods: string[]): Record<string, { statuses: readonly number[] }> {
  return Object.fromEntries(methods.map((method) => [`${method} ${path}`, { statuses: [405, 405, 405, 405] }]));
}

/** JSON isn't what Twilio sends. */
function forTwilio(path: string): typeof ROUTES {
  return {
    [`POST ${path}`]: { statuses: [415, 415, 415, 415] },
    ...notAllowed(path, ['GET', 'PUT', 'PATCH', 'DELETE']),
  };
}
