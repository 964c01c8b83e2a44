import { type Guard, guardsOf } from './guard.ts';

const LEGACY = 'packages/legacy/src';
const UNDO = 'tests/takeover/undo-guards.test.ts';
const POOLS = 'tests/takeover/host-pools.test.ts';
const CHANGED = 'tests/takeover/changed-link.test.ts';
const AFTER = 'tests/takeover/after-contract.test.ts';
const CONFIRMATION = 'tests/takeover/confirmation.test.ts';
const PROTECTED = 'tests/takeover/protected-columns.test.ts';

/** Guards of the commands that take Linekeeper away again, and of what the legacy table's front ends can write. */
export const UNDO_GUARDS: readonly Guard[] = [
  ...guardsOf(`${LEGACY}/link/unlink.ts`, UNDO, [
    [
      'unlink loses no record of a decision',
      'if (!keepDecisions) await refuseDecisions(client);',
      'void refuseDecisions;',
      'works after revert',
    ],
    [
      'decisions that are kept are not undone later',
      'await forgetDecisions(client);',
      'void forgetDecisions;',
      'forgets what was before',
    ],
    [
      'remove reads the legacy table as the last link did',
      'await rememberLink(client, shape.link);',
      'void rememberLink;',
      'as the last link did',
    ],
  ]),
  ...guardsOf(`${LEGACY}/remove.ts`, UNDO, [
    ['remove waits for servers to stop', 'if (servers.length > 0)', 'if (servers.length > 1_000)', 'is connected'],
    [
      'remove loses no record of a decision',
      'if (!deleteLines) await refuseDecisions(client);',
      'void refuseDecisions;',
      'without a link',
    ],
    [
      'remove looks at the lines again before it drops them',
      'await lines?.lock();\n    await lines?.refuse();',
      'await lines?.lock();',
      'while it runs',
    ],
  ]),
  ...guardsOf(`${LEGACY}/remove.ts`, POOLS, [
    ['remove waits for programs on other pools', 'if (await isInUse(client))', 'if (false)', 'remove is refused'],
  ]),
  ...guardsOf(`${LEGACY}/legacy-storage.ts`, POOLS, [
    ['unlink warns of programs on other pools', '(await isInUse(client))', 'false', 'unlink warns'],
  ]),
  ...guardsOf(`${LEGACY}/only-ours.ts`, UNDO, [
    ['remove loses no line', 'if (companies === 0) return;', 'if (companies < 1_000) return;', 'names three of them'],
  ]),
  ...guardsOf(`${LEGACY}/connected-servers.ts`, UNDO, [
    [
      "a host's own pool counts as a server",
      'OR (a.usename = $3',
      'OR (false AND a.usename = $3',
      'a host with a pool',
    ],
    [
      "the product's own sessions don't count",
      'WHERE c.relowner = a.usesysid AND',
      'WHERE false AND',
      "the product's own sessions",
    ],
  ]),
  ...guardsOf(`${LEGACY}/link/link.ts`, CHANGED, [
    [
      'changing the link waits for servers that rely on it',
      "await takeLockInTransaction(client, 'link');",
      'void takeLockInTransaction;',
      'waits for a change',
    ],
  ]),
  ...guardsOf(`${LEGACY}/link/link.ts`, PROTECTED, [
    ['the link refuses protected columns', 'refuseProtected(shape.link);', 'void refuseProtected;', 'write id past'],
  ]),
  ...guardsOf(`${LEGACY}/follow.ts`, CHANGED, [
    [
      'each transaction of a server reads the link again',
      'const link = await readLink(client);',
      'const link = ((followLinked as { link?: Awaited<ReturnType<typeof readLink>> }).link ??= await readLink(client));',
      'a round that has begun',
    ],
    [
      'the link stays as it is while a server relies on it',
      "await takeLockInTransaction(client, 'link', { shared: true });",
      'void takeLockInTransaction;',
      'waits for a change',
    ],
    [
      'a server follows nothing after the link has ended',
      'if (!link?.isActive) throw new LinkEnded();',
      "if (!link?.isActive) throw new Error('a link that nobody has');",
      'a round ends',
    ],
  ]),
  ...guardsOf(`${LEGACY}/assign-alone.ts`, AFTER, [
    [
      'after contract, a line is only moved with --overrule',
      'if (!decision.overrule) throw new LegacyStorageError(ENDED);',
      'void decision.overrule;',
      'in Linekeeper only',
    ],
    [
      'after contract, files of decisions are refused',
      'if (link && !link.isActive) throw new LegacyStorageError(ENDED);',
      'void link;',
      '--suggest and --file are refused',
    ],
    [
      'after contract, assign works without the legacy table',
      'if (!link || link.isActive) return null;',
      'return null;',
      "doesn't need the columns",
    ],
  ]),
  ...guardsOf(`${LEGACY}/command/census-command.ts`, AFTER, [
    [
      'after contract, census asks for no decision',
      'const unresolved = isContracted ? 0 : unresolvedIn(counts);',
      'const unresolved = unresolvedIn(counts);',
      'nothing is in dispute',
    ],
  ]),
  ...guardsOf('apps/linekeeper/src/command/command-line.ts', CONFIRMATION, [
    [
      'commands that end the link or delete data need a yes',
      'if (confirms === undefined || options.yes === true) return;',
      'if (confirms !== options) return;',
      'asks on a terminal',
    ],
    [
      'only yes means yes',
      "if (!/^y(es)?$/i.test(typed.trim())) throw new Refused('Nothing was changed');",
      'void typed;',
      'asks on a terminal',
    ],
  ]),
  ...guardsOf(`${LEGACY}/command/warn-unfollowed.ts`, 'tests/takeover/unfollowed.test.ts', [
    [
      'commands warn only if nobody follows the table',
      'if (await storage.isFollowed()) return;',
      'void storage;',
      "don't warn",
    ],
  ]),
  ...guardsOf(`${LEGACY}/legacy-worker.ts`, 'tests/takeover/unfollowed.test.ts', [
    [
      'a server that follows the table is known by its name',
      'await client.query("SELECT set_config(\'application_name\', $1, false)", [name]);',
      'void name;',
      "don't warn",
    ],
  ]),
  ...guardsOf(`${LEGACY}/contract.ts`, 'tests/takeover/late-company.test.ts', [
    [
      'a company that was created while the link ended is recorded',
      'await recordNewEndings(client, shape);',
      'void recordNewEndings;',
      'created while the link ended',
    ],
  ]),
  ...guardsOf(`${LEGACY}/contract.ts`, 'tests/takeover/contract.test.ts', [
    [
      "contract doesn't encrypt secrets with a key that the servers don't have",
      'await refuseOtherKeys(client, encryptionKeys);',
      'void refuseOtherKeys;',
      'is refused with another key',
    ],
  ]),
  ...guardsOf(`${LEGACY}/link/writable-columns.ts`, PROTECTED, [
    [
      'protected columns are never written',
      'return link.writableColumns.filter((name) => !isProtected(link, name));',
      'return [...link.writableColumns];',
      'an earlier release',
    ],
  ]),
  ...guardsOf(`${LEGACY}/legacy-organizations.ts`, PROTECTED, [
    [
      'an update that fails changes nothing',
      "if (!stored) throw new Undo('NOT_FOUND');",
      'if (!stored) return stored as never;',
      'changes nothing',
    ],
  ]),
];
