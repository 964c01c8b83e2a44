import type { LineEvent } from '@linekeeper/contract';
import type { PhoneNumber } from '@linekeeper/phone-number';

/** A change as people see it: replacing a number is one change, and two events. */
export interface Change {
  id: string;
  at: string;
  from: PhoneNumber | null;
  to: PhoneNumber | null;
  kind: LineEvent['kind'];
  actor: LineEvent['actor'];
}

/** The two events of one change are written by one statement. */
const SAME_CHANGE_MS = 1_000;

/** Newest first, like the events. */
export function toChanges(events: readonly LineEvent[]): Change[] {
  const changes: Change[] = [];
  for (const event of events) {
    const last = changes.at(-1);
    if (last && isOtherHalf(last, event)) {
      if (event.change === 'GAINED') Object.assign(last, { to: event.phoneNumber, kind: event.kind });
      else last.from = event.phoneNumber;
      continue;
    }
    const { id, at, phoneNumber, kind, actor } = event;
    const isGain = event.change === 'GAINED';
    changes.push({ id, at, kind, actor, from: isGain ? null : phoneNumber, to: isGain ? phoneNumber : null });
  }
  return changes;
}

function isOtherHalf(change: Change, event: LineEvent): boolean {
  const known = change.from ?? change.to;
  const lacks = event.change === 'GAINED' ? change.to === null : change.from === null;
  const distance = Math.abs(new Date(change.at).getTime() - new Date(event.at).getTime());
  return (
    lacks &&
    known !== event.phoneNumber &&
    distance < SAME_CHANGE_MS &&
    change.actor.type === event.actor.type &&
    change.actor.name === event.actor.name
  );
}

export interface ChangeFilter {
  what: 'all' | 'gained' | 'changed' | 'lost';
  who: 'all' | LineEvent['actor']['type'];
}

export function matches({ from, to, actor }: Change, { what, who }: ChangeFilter): boolean {
  const is = from && to ? 'changed' : to ? 'gained' : 'lost';
  return (what === 'all' || what === is) && (who === 'all' || who === actor.type);
}
