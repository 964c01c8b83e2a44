/** Signs the sessions of test servers. */
export const TEST_SECRET = 'a secret that only the tests know, 32+';
