import { type Answer, Refused } from '@linekeeper/command';
import { countOf } from '../format-count.ts';
import type { LegacyEntry } from '../legacy-entries.ts';
import type { LegacyStorage } from '../legacy-storage.ts';
import { needsDecision } from './legacy-lines.ts';
import { linesToCompare, proposeDecisions } from './propose-decisions.ts';
import type { ReportFile } from './report-file.ts';

/**
 * Writes every place that needs a decision, with the evidence. If we propose a decision, the row has a number and a
 * reason. A person edits the rows; a row without a number decides nothing.
 */
export async function suggestDecisions(storage: LegacyStorage, file: ReportFile): Promise<Answer> {
  if (!storage.shape.isCurrent)
    throw new Refused(
      'The database has pending migrations, so nothing can be decided yet. Run linekeeper migrate first',
    );
  try {
    await file.begin();
    await storage.census();
    const disputes: LegacyEntry[][] = [];
    for await (const entries of storage.entries()) {
      for (const entry of entries) {
        if (!needsDecision(entry.kind)) continue;
        const last = disputes.at(-1);
        if (last?.[0] && keyOf(last[0]) === keyOf(entry)) last.push(entry);
        else disputes.push([entry]);
      }
    }
    const proposals = proposeDecisions(disputes, await storage.contestedLines(linesToCompare(disputes)));
    for (const dispute of disputes)
      await file.add(dispute.map((entry) => ({ ...entry, decision: proposals.get(entry) ?? null })));
    await file.finish();
    return {
      lines: [
        `Wrote ${file.path} with ${countOf(disputes.length, 'dispute', 'disputes')} and ${countOf(proposals.size, 'proposed decision', 'proposed decisions')}.`,
        `Check and edit them, then run: linekeeper assign --file ${quoted(file.path)} --dry-run`,
      ],
      json: { file: file.path, disputes: disputes.length, proposals: proposals.size },
      unresolved: disputes.length > 0,
    };
  } finally {
    await file.discard();
  }
}

/** As a word of a shell. */
function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}

/** Entries of one dispute follow each other. */
function keyOf({ kind, phoneNumber, tenantId }: LegacyEntry): string {
  return kind === 'SHARED' || kind === 'TAKEN' ? `${kind} ${phoneNumber}` : `${kind} ${tenantId}`;
}
