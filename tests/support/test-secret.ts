/** Signs the sessions of test servers. */
export const TEST_SECRET = 'a secret that only the tests know, 32+';

/** A company's secret at its provider. No answer and no log line must ever contain it. */
export const PROVIDER_SECRET = 'provider-secret-that-nobody-may-see-WXYZ';
