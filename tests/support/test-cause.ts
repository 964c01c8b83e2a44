import type { Cause } from '@linekeeper/core';

/** The cause of changes that a test makes without a caller. */
export const TEST_CAUSE: Cause = { actor: { type: 'SYSTEM', id: null, name: 'a test' } };
