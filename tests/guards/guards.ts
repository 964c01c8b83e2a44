import { CALL_RECORD_GUARDS } from './call-record-guards.ts';
import { CALL_RULE_GUARDS } from './call-rule-guards.ts';
import { CALL_SERVER_GUARDS } from './call-server-guards.ts';
import { CALL_UNIT_GUARDS } from './call-unit-guards.ts';
import { EMBED_GUARDS, EMBED_UNIT_GUARDS } from './embed-guards.ts';
import type { Guard } from './guard.ts';
import { REFUSED_REQUEST_GUARDS } from './refused-request-guards.ts';
import { RESTORE_GUARDS } from './restore-guards.ts';
import { SERVER_GUARDS } from './server-guards.ts';
import { SETTINGS_GUARDS } from './settings-guards.ts';
import { SHARED_GUARDS, SHARED_UNIT_GUARDS } from './shared-guards.ts';
import { TAKEOVER_GUARDS } from './takeover-guards.ts';
import { UNDO_GUARDS } from './undo-guards.ts';
import { UNIT_GUARDS } from './unit-guards.ts';
import { WAY_BACK_GUARDS } from './way-back-guards.ts';

/** All guards, by what their tests need. */
export const GUARDS: Readonly<Record<'unit' | 'server' | 'takeover', readonly Guard[]>> = {
  unit: [...UNIT_GUARDS, ...CALL_UNIT_GUARDS, ...EMBED_UNIT_GUARDS, ...SHARED_UNIT_GUARDS],
  server: [
    ...SERVER_GUARDS,
    ...CALL_SERVER_GUARDS,
    ...CALL_RULE_GUARDS,
    ...CALL_RECORD_GUARDS,
    ...REFUSED_REQUEST_GUARDS,
    ...SETTINGS_GUARDS,
    ...EMBED_GUARDS,
    ...SHARED_GUARDS,
  ],
  takeover: [...TAKEOVER_GUARDS, ...RESTORE_GUARDS, ...UNDO_GUARDS, ...WAY_BACK_GUARDS],
};
