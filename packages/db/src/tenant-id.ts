declare const brand: unique symbol;

/** A tenant's key, as it comes out of the database with a session: text from a request is none. */
export type TenantId = string & { readonly [brand]: 'TenantId' };
