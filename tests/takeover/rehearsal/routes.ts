import { readFile, writeFile } from 'node:fs/promises';
import { z } from 'zod';

/** Where requests go, as in the configuration of a proxy: the operator edits this file. */
const Routes = z.object({
  /** Who answers `/api/organization/info`. */
  frontEnds: z.url(),
  /** Who says which company a call goes to. */
  calls: z.url(),
  /** A platform key with the scope routing:read, if Linekeeper routes the calls. */
  callsKey: z.string().nullable(),
});
export type Routes = z.infer<typeof Routes>;

export async function writeRoutes(file: string, routes: Routes): Promise<void> {
  await writeFile(file, `${JSON.stringify(routes, null, 2)}\n`);
}

/** Throws if the file can't be read as routes. */
export async function readRoutes(file: string): Promise<Routes> {
  return Routes.parse(JSON.parse(await readFile(file, 'utf8')));
}
