import type { Door } from './door.ts';
import { openHttpDoor } from './http-door.ts';
import { openInProcessDoor } from './in-process-door.ts';
import { openReactDoor } from './react-door/open-react-door.ts';

/** Every way into the API that there is. */
export const DOORS: readonly { name: string; open: () => Promise<Door> }[] = [
  { name: 'in process', open: openInProcessDoor },
  { name: 'HTTP with the shared client', open: openHttpDoor },
  { name: 'React hooks in a browser', open: openReactDoor },
];
