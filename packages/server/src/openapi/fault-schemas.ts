import { z } from 'zod';

/** The fault of a procedure, in tRPC's envelope. Programs use `data.code`. */
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
