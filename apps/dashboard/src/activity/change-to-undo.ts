import type { PhoneNumber } from '@linekeeper/phone-number';
import type { Change, NumberChange } from './changes.ts';

/**
 * The newest change of the number, if it gave up a number that the company could use again. `held`: the company's number now. A
 * change that undid the one before isn't offered.
 */
export function changeToUndo(
  changes: readonly Change[],
  held: PhoneNumber | null,
): (NumberChange & { from: PhoneNumber }) | null {
  const ofNumber = changes.filter((change) => change.type === 'number');
  const [last] = ofNumber;
  if (!last?.from || last.to !== held) return null;
  return isUndo(ofNumber) ? null : { ...last, from: last.from };
}

/** Whether the first change undid the second one. If that was an undo itself, the first is a change that somebody wanted. */
function isUndo([last, before, ...earlier]: readonly NumberChange[]): boolean {
  if (!last?.from || !last.to || before?.from !== last.to || before.to !== last.from) return false;
  return !isUndo([before, ...earlier]);
}
