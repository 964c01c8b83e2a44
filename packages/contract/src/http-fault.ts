import { z } from 'zod';

/**
 * The body of every fault, except at the REST address of the legacy system. Programs read `code`. A procedure's fault
 * has the same content in tRPC's envelope, where `code` is in `data`.
 */
export const HttpFault = z.object({ error: z.object({ message: z.string(), code: z.string() }) });
export type HttpFault = z.infer<typeof HttpFault>;
