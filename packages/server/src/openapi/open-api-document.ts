import { ORGANIZATION_PATH } from '../organization/organization-door.ts';
import { contractSchemas, type Json } from './contract-schemas.ts';
import type { OpenApiDoorOptions } from './open-api-door.ts';
import { organizationOperations } from './organization-operations.ts';
import { procedurePaths } from './procedure-operations.ts';
import { TWILIO_SECURITY, VOICE_WEBHOOKS, voicePaths } from './voice-operations.ts';

const DESCRIPTION = `One tenant per phone line. Call all procedures with POST, even those that only read, so that phone numbers \
never appear in URLs. A procedure answers with an outcome, so 200 can be a refusal. The REST endpoints use other statuses for refusals. This document \
describes the procedures, the REST endpoints, and the requests from Twilio. It doesn't describe the routes of the dashboard \
(/api/auth, /api/invitation, /api/session) and of operations (/healthz, /readyz).`;

/** The API in OpenAPI 3.1, generated from the contract's schemas and the router. */
export function openApiDocument({ basePath, sessionCookie }: OpenApiDoorOptions): Json {
  const schemas = contractSchemas();
  const paths = {
    [ORGANIZATION_PATH]: organizationOperations(schemas),
    ...voicePaths(schemas),
    ...procedurePaths(schemas),
  };
  return {
    openapi: '3.1.0',
    info: { title: 'Linekeeper', version: '1', description: DESCRIPTION },
    servers: [{ url: basePath || '/' }],
    security: [{ bearer: [] }, ...(sessionCookie === undefined ? [] : [{ cookie: [] }])],
    paths,
    webhooks: VOICE_WEBHOOKS,
    components: {
      schemas: schemas.componentsOf(paths),
      securitySchemes: {
        twilio: TWILIO_SECURITY,
        bearer: { type: 'http', scheme: 'bearer', description: "A session's token, or an API key (lk_live_…)" },
        ...(sessionCookie !== undefined && { cookie: { type: 'apiKey', in: 'cookie', name: sessionCookie } }),
      },
    },
  };
}
