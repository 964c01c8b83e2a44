import { PhoneNumber } from '@linekeeper/phone-number';
import { z } from 'zod';
import { RESOLVE_MAX } from '../limits.ts';

/** The tenant that holds a line. `timezone` is an IANA name; null if the tenant has none. */
export const ResolvedLine = z.object({
  tenantId: z.string(),
  tenantName: z.string(),
  timezone: z.string().nullable(),
});
export type ResolvedLine = z.infer<typeof ResolvedLine>;

/** The number that the caller dialled, in E.164 form, as providers send it. */
export const ResolveInput = z.strictObject({ phoneNumber: PhoneNumber });
export type ResolveInput = z.input<typeof ResolveInput>;

/** Null: nobody holds the line, or the key is a tenant's and another tenant holds it. */
export const ResolveOutput = ResolvedLine.nullable();
export type ResolveOutput = z.infer<typeof ResolveOutput>;

export const ResolveManyInput = z.strictObject({ phoneNumbers: z.array(PhoneNumber).min(1).max(RESOLVE_MAX) });
export type ResolveManyInput = z.input<typeof ResolveManyInput>;

/** One answer for each number, in the order of the input. All of them were true at one moment. */
export const ResolveManyOutput = z.array(ResolveOutput);
export type ResolveManyOutput = z.infer<typeof ResolveManyOutput>;
