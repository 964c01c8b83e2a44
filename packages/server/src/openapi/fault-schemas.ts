import { z } from 'zod';

/** A procedure's fault, in tRPC's envelope. `data.code` is what to go by. */
export const ProcedureFault = z.object({
  error: z.object({
    message: z.string(),
    code: z.int(),
    data: z.object({
      code: z.string(),
      httpStatus: z.int(),
      path: z.string().optional(),
      retryAfterSeconds: z.int().optional(),
    }),
  }),
});
