import { openAsDoor } from './as-door.ts';
import type { Door } from './door.ts';
import { openForTenantDoor } from './for-tenant-door.ts';
import { openHttpDoor } from './http-door.ts';
import { openInProcessDoor } from './in-process-door.ts';
import { openMountedDoor, openWebDoor } from './mounted-door.ts';
import { openReactDoor } from './react-door/open-react-door.ts';

/**
 * Every way into the API that there is. `people`: it asks who calls; the others are for code that is
 * trusted. `keys`: API keys work there.
 */
export const DOORS: readonly { name: string; open: () => Promise<Door>; people: boolean; keys: boolean }[] = [
  { name: 'in process', open: openInProcessDoor, people: true, keys: true },
  { name: 'HTTP with the shared client', open: openHttpDoor, people: true, keys: true },
  { name: 'React hooks in a browser', open: openReactDoor, people: true, keys: false },
  { name: 'HTTP, mounted in an Express product', open: openMountedDoor, people: true, keys: true },
  { name: 'web requests, mounted in a product', open: openWebDoor, people: true, keys: false },
  { name: 'HTTP with a platform key and as()', open: openAsDoor, people: false, keys: false },
  { name: 'forTenant() in a product', open: openForTenantDoor, people: false, keys: false },
];
