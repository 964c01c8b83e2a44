import {
  ORGANIZATION_REFUSAL_STATUS,
  OrganizationAnswer,
  OrganizationRefusal,
  UpdateOrganizationInput,
} from '@linekeeper/contract';
import { jsonAnswer, refusalAnswer } from './answers.ts';
import type { ContractSchemas, Json } from './contract-schemas.ts';

const GET_STATUSES = [401, 403, 500, 503];
const PATCH_STATUSES = [400, 401, 403, 409, 413, 415, 429, 500, 503];

/** The operations of the REST address, with all their statuses. */
export function organizationOperations(schemas: ContractSchemas): Json {
  const shared = { tags: ['organization'] };
  return {
    get: {
      ...shared,
      operationId: 'getOrganization',
      summary: 'The company, its number and its settings for the phone provider. Secrets are masked',
      responses: responses(schemas, GET_STATUSES),
    },
    patch: {
      ...shared,
      operationId: 'updateOrganization',
      summary:
        'Changes the company. Either all changes are stored or none. Settings are merged key by key, and null removes a key',
      requestBody: {
        required: true,
        content: { 'application/json': { schema: schemas.request(UpdateOrganizationInput) } },
      },
      responses: responses(schemas, PATCH_STATUSES),
    },
  };
}

function responses(schemas: ContractSchemas, statuses: number[]): Json {
  const refusals = statuses.map((status) => {
    const codes = Object.entries(ORGANIZATION_REFUSAL_STATUS).flatMap(([code, its]) => (its === status ? [code] : []));
    const union = schemas.answer(OrganizationRefusal, 'OrganizationRefusal');
    return [status, refusalAnswer(status, { ...union, properties: { code: { enum: codes } } })];
  });
  const done = jsonAnswer('The company as it is now', schemas.answer(OrganizationAnswer, 'OrganizationAnswer'));
  return { 200: done, ...Object.fromEntries(refusals) };
}
