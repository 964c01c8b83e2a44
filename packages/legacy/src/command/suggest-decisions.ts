import type { Answer } from '@linekeeper/core';
import type { LegacyEntry } from '../legacy-entries.ts';
import type { LegacyStorage } from '../legacy-storage.ts';
import { formatCount } from './rate.ts';
import type { ReportFile } from './report-file.ts';

/**
 * Writes every place that a decision is needed about, with the evidence, and a number and a reason in the rows that we propose to
 * decide so. A person edits them; rows without a number decide nothing.
 */
export async function suggestDecisions(storage: LegacyStorage, file: ReportFile): Promise<Answer> {
  try {
    await file.begin();
    await storage.census();
    let disputes = 0;
    let proposals = 0;
    let group: LegacyEntry[] = [];
    const flush = async () => {
      if (group.length === 0) return;
      disputes++;
      const proposal = propose(group);
      if (proposal) proposals++;
      await file.add(
        group.map((entry) => ({
          ...entry,
          decision: entry === proposal?.entry ? { number: proposal.number, reason: proposal.reason } : null,
        })),
      );
      group = [];
    };
    for await (const entries of storage.entries()) {
      for (const entry of entries) {
        if (entry.kind === 'BLANK') continue;
        if (group[0] && keyOf(group[0]) !== keyOf(entry)) await flush();
        group.push(entry);
      }
    }
    await flush();
    await file.finish();
    return {
      lines: [
        `Wrote ${file.path} with ${formatCount(disputes)} disputes and ${formatCount(proposals)} proposed decisions.`,
        'Check and edit them, then run: linekeeper assign --file <file> --dry-run',
      ],
      json: { file: file.path, disputes, proposals },
      unresolved: disputes > 0,
    };
  } finally {
    await file.discard();
  }
}

/** Entries of one dispute follow each other. */
function keyOf({ kind, phoneNumber, companyId }: LegacyEntry): string {
  return kind === 'CONFLICT' || kind === 'TAKEN' ? `${kind} ${phoneNumber}` : `${kind} ${companyId}`;
}

function propose(group: readonly LegacyEntry[]): { entry: LegacyEntry; number: string; reason: string } | null {
  const [first] = group;
  if (!first) return null;
  if (first.kind === 'UNREADABLE') {
    const entry = group.find(({ suggestion, phoneNumber }) => suggestion ?? phoneNumber);
    const number = entry?.suggestion ?? entry?.phoneNumber;
    return entry && number ? { entry, number, reason: 'proposed: the number that was probably meant' } : null;
  }
  const holder = group.find(({ place }) => place === 'linekeeper.lines');
  if (holder?.phoneNumber)
    return { entry: holder, number: holder.phoneNumber, reason: 'proposed: holds this line in Linekeeper' };
  if (first.kind === 'DISAGREE') {
    const entry = group.find(({ place, phoneNumber }) => place.includes('.') && phoneNumber);
    return entry?.phoneNumber
      ? { entry, number: entry.phoneNumber, reason: 'proposed: people save the number in the JSON' }
      : null;
  }
  if (first.kind !== 'CONFLICT' || !first.phoneNumber) return null;
  const [best, second] = [...group].sort(byEvidence);
  if (!best) return null;
  return {
    entry: best,
    number: first.phoneNumber,
    reason: `proposed: ${second ? evidenceOf(best, second) : 'the only one'}`,
  };
}

const time = (date: Date | null) => date?.getTime() ?? 0;

/** The likelier owner first: not deleted, then signed in last, changed last, created first. */
function byEvidence(a: LegacyEntry, b: LegacyEntry): number {
  return (
    Number(a.companyDeletedAt !== null) - Number(b.companyDeletedAt !== null) ||
    time(b.lastSignInAt) - time(a.lastSignInAt) ||
    time(b.companyUpdatedAt) - time(a.companyUpdatedAt) ||
    time(a.companyCreatedAt) - time(b.companyCreatedAt)
  );
}

function evidenceOf(best: LegacyEntry, second: LegacyEntry): string {
  if (best.companyDeletedAt === null && second.companyDeletedAt !== null) return 'the others are marked as deleted';
  if (time(best.lastSignInAt) > time(second.lastSignInAt)) return 'last sign-in is the most recent';
  if (time(best.companyUpdatedAt) > time(second.companyUpdatedAt)) return 'changed most recently';
  if (time(best.companyCreatedAt) < time(second.companyCreatedAt)) return 'the oldest company';
  return 'no evidence, so decide yourself';
}
