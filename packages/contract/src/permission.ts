import { z } from 'zod';

/** What a caller may be allowed to do. Who may is decided on the server. */
export const Permission = z.enum(['inboundNumber:read', 'inboundNumber:update']);
export type Permission = z.infer<typeof Permission>;
