import { CountryCode, outcomeSchema, PhoneNumber } from '@linekeeper/phone-number';
import { z } from 'zod';
import { TENANT_NAME_MAX_LENGTH } from '../limits.ts';
import { PLAIN_TEXT } from '../plain-text.ts';
import type { Mutation, Query } from '../procedure.ts';
import { storableText } from '../storable-text.ts';

/** The longest id of a tenant, in characters. */
export const TENANT_ID_MAX_LENGTH = 200;
/** The highest number of tenants on a page of the list. */
export const TENANTS_PER_PAGE = 50;

const id = storableText(TENANT_ID_MAX_LENGTH).min(1);
const name = storableText(TENANT_NAME_MAX_LENGTH).trim().min(1).regex(PLAIN_TEXT);
/** The country of national numbers. Null: only numbers with a calling code are read. */
const country = CountryCode.nullable();

/** A tenant as the platform sees it. `phoneNumber` is the number that it holds. */
export const Tenant = z.object({
  id: z.string(),
  name: z.string(),
  country,
  phoneNumber: PhoneNumber.nullable(),
  createdAt: z.iso.datetime(),
});
export type Tenant = z.infer<typeof Tenant>;

/** There is no tenant with this id. Nothing was changed. */
export const TenantNotFound = z.object({ code: z.literal('TENANT_NOT_FOUND'), message: z.string() });
export type TenantNotFound = z.infer<typeof TenantNotFound>;

export function tenantNotFound(): TenantNotFound {
  return { code: 'TENANT_NOT_FOUND', message: 'There is no company with this id' };
}

/** The tenant still holds a number that callers dial. Nothing was deleted. */
export const TenantHoldsNumber = z.object({ code: z.literal('TENANT_HOLDS_NUMBER'), message: z.string() });
export type TenantHoldsNumber = z.infer<typeof TenantHoldsNumber>;

export function tenantHoldsNumber(): TenantHoldsNumber {
  return {
    code: 'TENANT_HOLDS_NUMBER',
    message: 'The company still holds a number. Release it first, or delete the company with releaseNumber: true',
  };
}

/** `id` is your own, as text; absent: the server makes one. */
export const CreateTenantInput = z.strictObject({ id: id.optional(), name, country: country.optional() });
export type CreateTenantInput = z.input<typeof CreateTenantInput>;

/**
 * `created` is false if a tenant with this id existed. That tenant is returned unchanged, so a call can be repeated
 * safely.
 */
export const CreateTenantOutput = outcomeSchema(z.object({ tenant: Tenant, created: z.boolean() }), z.never());
export type CreateTenantOutput = z.infer<typeof CreateTenantOutput>;

export const GetTenantInput = z.strictObject({ id });
export type GetTenantInput = z.input<typeof GetTenantInput>;

/** Null: there is no tenant with this id. */
export const GetTenantOutput = Tenant.nullable();
export type GetTenantOutput = z.infer<typeof GetTenantOutput>;

/** `cursor` is a page's `nextCursor`; absent, or no input: the first page. */
export const ListTenantsInput = z.strictObject({ cursor: id.optional() }).optional();
export type ListTenantsInput = z.input<typeof ListTenantsInput>;

/** A page of all tenants, ordered by id. `nextCursor` null: it is the last page. */
export const ListTenantsOutput = z.object({ tenants: z.array(Tenant), nextCursor: z.string().nullable() });
export type ListTenantsOutput = z.infer<typeof ListTenantsOutput>;

/** Absent fields stay as they are. */
export const UpdateTenantInput = z.strictObject({ id, name: name.optional(), country: country.optional() });
export type UpdateTenantInput = z.input<typeof UpdateTenantInput>;

export const UpdateTenantOutput = outcomeSchema(Tenant, TenantNotFound);
export type UpdateTenantOutput = z.infer<typeof UpdateTenantOutput>;

/** With `releaseNumber` the tenant's number is released first; otherwise a tenant with a number isn't deleted. */
export const DeleteTenantInput = z.strictObject({ id, releaseNumber: z.boolean().default(false) });
export type DeleteTenantInput = z.input<typeof DeleteTenantInput>;

/** `deleted` is false if there was no such tenant, so that a call can be repeated. */
export const DeleteTenantOutput = outcomeSchema(z.object({ deleted: z.boolean() }), TenantHoldsNumber);
export type DeleteTenantOutput = z.infer<typeof DeleteTenantOutput>;

export interface TenantProcedures {
  create: Mutation<CreateTenantInput, CreateTenantOutput>;
  get: Query<GetTenantInput, GetTenantOutput>;
  list: Query<ListTenantsInput, ListTenantsOutput>;
  update: Mutation<UpdateTenantInput, UpdateTenantOutput>;
  delete: Mutation<DeleteTenantInput, DeleteTenantOutput>;
}
