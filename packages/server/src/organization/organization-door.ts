import { type OrganizationAnswer, TENANT_HEADER } from '@linekeeper/contract';
import { getOrganization, updateOrganization } from '@linekeeper/core';
import { parse } from 'secure-json-parse';
import { type Answer, type Call, json } from '../call.ts';
import { contextOf, type ServerScope } from '../caller.ts';
import type { Door } from '../door.ts';
import { HttpError } from '../http-fault.ts';
import { ORGANIZATION_METHODS, refusalOfFault, refusalOfOutcome, statusOf } from './organization-refusal.ts';

export const ORGANIZATION_PATH = '/api/organization/info';

export interface OrganizationDoorOptions extends ServerScope {
  /** The origins of the legacy system's pages, which call from the browser with a bearer token. */
  frontEndOrigins: readonly string[];
}

/** The REST address of the legacy system. All its answers, even to malformed requests, have the shape that its pages expect. */
export function organizationDoor(options: OrganizationDoorOptions): Door {
  return {
    path: ORGANIZATION_PATH,
    usage: ORGANIZATION_METHODS,
    methods: {
      GET: async (call) => organizationAnswer(await getOrganization(contextOf(call, options))),
      PATCH: async (call) => {
        const outcome = await updateOrganization(contextOf(call, options), await readJson(call));
        options.onOutcome?.('organization.update', outcome.ok ? 'ok' : outcome.error.code);
        if (outcome.ok) return organizationAnswer(outcome.data);
        const refusal = refusalOfOutcome(outcome.error);
        return json(statusOf(refusal), refusal);
      },
    },
    ...(options.frontEndOrigins.length > 0 && {
      crossOrigin: {
        // Without credentials, because those pages have a token, and no other site must be able to use a person's cookie.
        origins: new Map(options.frontEndOrigins.map((origin) => [origin, { credentials: false }])),
        allowedHeaders: ['authorization', 'content-type', TENANT_HEADER],
        exposedHeaders: ['retry-after'],
      },
    }),
    refuse(error) {
      const { refusal, retryAfterSeconds } = refusalOfFault(error);
      return json(
        statusOf(refusal),
        refusal,
        retryAfterSeconds === null ? {} : { 'retry-after': String(retryAfterSeconds) },
      );
    },
  };
}

function organizationAnswer(organization: Extract<OrganizationAnswer, { success: true }>['organization']): Answer {
  return json(200, { success: true, organization } satisfies OrganizationAnswer);
}

/** Refuses keys that could change a prototype, because settings are stored as they are sent. */
async function readJson(call: Call): Promise<unknown> {
  try {
    return parse(await call.text());
  } catch (error) {
    throw error instanceof HttpError ? error : new HttpError(400);
  }
}
