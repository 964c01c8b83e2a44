import type { PhoneNumber } from '@linekeeper/phone-number';
import type { LegacyEntry } from '../legacy-entries.ts';

/** What is proposed to decide, in the row of an entry. */
export interface Proposal {
  number: PhoneNumber;
  reason: string;
}

/**
 * Proposes decisions about disputes: at most one for each line and for each company, and none without evidence. `contested`:
 * lines that several companies have or probably mean.
 */
export function proposeDecisions(
  disputes: readonly (readonly LegacyEntry[])[],
  contested: ReadonlySet<PhoneNumber>,
): ReadonlyMap<LegacyEntry, Proposal> {
  const proposals = new Map<LegacyEntry, Proposal>();
  const lines = new Set<PhoneNumber>();
  const tenants = new Set<string>();
  const propose = (entry: LegacyEntry | undefined, number: PhoneNumber | null | undefined, reason: string) => {
    if (!entry || !number || lines.has(number) || tenants.has(entry.tenantId)) return;
    lines.add(number);
    tenants.add(entry.tenantId);
    proposals.set(entry, { number, reason: `proposed: ${reason}` });
  };
  const of = (kind: LegacyEntry['kind']) => disputes.filter(([first]) => first?.kind === kind);

  const entries = disputes.flat();
  for (const entry of entries) if (isHeld(entry)) propose(entry, entry.phoneNumber, 'holds this line in Linekeeper');
  // People save the number in the JSON, so a company with two numbers wants that one.
  const wanted = new Map(
    entries.filter((entry) => entry.kind === 'DISAGREEING' && isInJson(entry)).map((e) => [e.tenantId, e.phoneNumber]),
  );
  for (const group of of('SHARED')) {
    const line = group[0]?.phoneNumber;
    const claimants = group.filter(
      ({ tenantId }, i) =>
        !tenants.has(tenantId) &&
        (wanted.get(tenantId) ?? line) === line &&
        group.findIndex((other) => other.tenantId === tenantId) === i,
    );
    const [best, second] = claimants.sort(byEvidence);
    const evidence = best && (second ? evidenceOf(best, second) : 'the others have another number');
    if (evidence) propose(best, line, evidence);
  }
  for (const group of of('DISAGREEING')) {
    const entry = group.find((one) => isInJson(one) && one.phoneNumber && !contested.has(one.phoneNumber));
    propose(entry, entry?.phoneNumber, 'people save the number in the JSON');
  }
  for (const group of of('UNREADABLE')) {
    const entry = group.find((one) => meant(one));
    const number = entry && meant(entry);
    if (number && !contested.has(number)) propose(entry, number, 'the number that was probably meant');
  }
  return proposals;
}

/** The lines whose {@link proposeDecisions} depends on whether others have them. */
export function linesToCompare(disputes: readonly (readonly LegacyEntry[])[]): PhoneNumber[] {
  return disputes.flat().flatMap((entry) => meant(entry) ?? []);
}

const meant = ({ suggestion, phoneNumber }: LegacyEntry) => suggestion ?? phoneNumber;
const isHeld = ({ place }: LegacyEntry) => place === 'linekeeper.lines';
const isInJson = ({ place }: LegacyEntry) => !place.startsWith('linekeeper.') && place.includes('.');

const time = (date: Date | null) => date?.getTime() ?? 0;

/** What makes a company the likelier owner, the strongest first. The larger value wins. */
const EVIDENCE: readonly [why: string, value: (entry: LegacyEntry) => number][] = [
  ['the others are marked as deleted', ({ tenantDeletedAt }) => Number(tenantDeletedAt === null)],
  ['last sign-in is the most recent', ({ lastSignInAt }) => time(lastSignInAt)],
  ['changed most recently', ({ tenantUpdatedAt }) => time(tenantUpdatedAt)],
  ['the oldest company', ({ tenantCreatedAt }) => -time(tenantCreatedAt)],
];

function byEvidence(a: LegacyEntry, b: LegacyEntry): number {
  for (const [, value] of EVIDENCE) if (value(a) !== value(b)) return value(b) - value(a);
  return 0;
}

/** Null: there is no evidence for one of them. */
function evidenceOf(best: LegacyEntry, second: LegacyEntry): string | null {
  return EVIDENCE.find(([, value]) => value(best) > value(second))?.[0] ?? null;
}
