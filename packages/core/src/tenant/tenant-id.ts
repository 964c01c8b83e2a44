declare const brand: unique symbol;

/** A tenant's id that was read from the database. Text from a request isn't a TenantId. */
export type TenantId = string & { readonly [brand]: 'TenantId' };
