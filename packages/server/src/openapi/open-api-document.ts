import { ORGANIZATION_PATH } from '../organization/organization-door.ts';
import { contractSchemas, type Json } from './contract-schemas.ts';
import type { OpenApiDoorOptions } from './open-api-door.ts';
import { organizationOperations } from './organization-operations.ts';
import { procedurePaths } from './procedure-operations.ts';

const DESCRIPTION = `One tenant per phone line. Call procedures with POST, even if they only read, so that numbers \
are never in addresses. The answer is an outcome, so 200 can be a refusal. The REST address uses a status instead. This document \
describes the procedures and the REST address. It doesn't describe the routes of the dashboard (/api/auth, \
/api/invitation, /api/session), of operations (/healthz, /readyz), of inbound calls (/webhooks/twilio/voice, \
/webhooks/twilio/status), and what calls do (/api/call-handling).`;

/** The API in OpenAPI 3.1, generated from the contract's schemas and the router. */
export function openApiDocument({ basePath, sessionCookie }: OpenApiDoorOptions): Json {
  const schemas = contractSchemas();
  const paths = { [ORGANIZATION_PATH]: organizationOperations(schemas), ...procedurePaths(schemas) };
  return {
    openapi: '3.1.0',
    info: { title: 'Linekeeper', version: '1', description: DESCRIPTION },
    servers: [{ url: basePath || '/' }],
    security: [{ bearer: [] }, ...(sessionCookie === undefined ? [] : [{ cookie: [] }])],
    paths,
    components: {
      schemas: schemas.componentsOf(paths),
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'A session’s token, or an API key (lk_live_…)' },
        ...(sessionCookie !== undefined && { cookie: { type: 'apiKey', in: 'cookie', name: sessionCookie } }),
      },
    },
  };
}
