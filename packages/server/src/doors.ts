import { callHandlingDoor } from './call-handling-door.ts';
import type { Door } from './door.ts';
import { type OpenApiDoorOptions, openApiDoor } from './openapi/open-api-door.ts';
import { type OrganizationDoorOptions, organizationDoor } from './organization/organization-door.ts';
import { type TrpcDoorOptions, trpcDoor } from './trpc-door.ts';
import { twilioDoors } from './twilio-doors.ts';

export type DoorsOptions = TrpcDoorOptions & OrganizationDoorOptions & OpenApiDoorOptions;

/** Every door of the API. */
export function createDoors(options: DoorsOptions): Door[] {
  return [
    trpcDoor(options),
    organizationDoor(options),
    openApiDoor(options),
    callHandlingDoor(options),
    ...twilioDoors(options),
  ];
}
