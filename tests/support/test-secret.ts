/** Signs the sessions of test servers. */
export const TEST_SECRET = 'a secret that only the tests know, 32+';

/** A secret of a company's with its provider, which may leave the server in no answer and no log. */
export const PROVIDER_SECRET = 'provider-secret-that-nobody-may-see-WXYZ';
