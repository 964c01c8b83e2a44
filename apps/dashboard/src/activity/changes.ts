import type { LineEvent, SettingsEvent } from '@linekeeper/contract';
import type { PhoneNumber } from '@linekeeper/phone-number';

/** What people see in the list: a change of the number, or of a setting. */
export type Change = NumberChange | (SettingsEvent & { type: 'setting' });

/** Replacing a number is one change, and two events. */
export interface NumberChange {
  type: 'number';
  id: string;
  at: string;
  from: PhoneNumber | null;
  to: PhoneNumber | null;
  kind: LineEvent['kind'];
  actor: LineEvent['actor'];
}

/** The two events of one change are written by one statement. */
const SAME_CHANGE_MS = 1_000;

/** Events of settings as changes. */
export function settingChanges(events: readonly SettingsEvent[]): Change[] {
  return events.map((event) => ({ ...event, type: 'setting' }));
}

/** Newest first, like the events. */
export function toChanges(events: readonly LineEvent[]): NumberChange[] {
  const changes: NumberChange[] = [];
  for (const event of events) {
    const last = changes.at(-1);
    if (last && isOtherHalf(last, event)) {
      if (event.change === 'GAINED') Object.assign(last, { to: event.phoneNumber, kind: event.kind });
      else last.from = event.phoneNumber;
      continue;
    }
    const { id, at, phoneNumber, kind, actor } = event;
    const isGain = event.change === 'GAINED';
    changes.push({
      type: 'number',
      id,
      at,
      kind,
      actor,
      from: isGain ? null : phoneNumber,
      to: isGain ? phoneNumber : null,
    });
  }
  return changes;
}

function isOtherHalf(change: NumberChange, event: LineEvent): boolean {
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
  what: 'all' | 'gained' | 'changed' | 'lost' | 'settings';
  who: 'all' | LineEvent['actor']['type'];
}

export function matches(change: Change, { what, who }: ChangeFilter): boolean {
  return (what === 'all' || what === kindOf(change)) && (who === 'all' || who === change.actor.type);
}

function kindOf(change: Change): ChangeFilter['what'] {
  if (change.type === 'setting') return 'settings';
  return change.from && change.to ? 'changed' : change.to ? 'gained' : 'lost';
}

/** A list that is loaded page by page, as far as it is loaded. */
interface Loaded {
  changes: readonly Change[];
  hasMore: boolean;
}

/**
 * Several lists as one, newest first. It ends at the last loaded item of a list that has more, because the following
 * items aren't known yet.
 */
export function mergeChanges(lists: readonly Loaded[]): Change[] {
  const ends = lists.flatMap(({ changes, hasMore }) => (hasMore ? [changes.at(-1)?.at ?? ''] : []));
  const end = ends.sort().at(-1) ?? '';
  return lists
    .flatMap(({ changes }) => changes)
    .filter(({ at }) => at >= end)
    .sort((one, other) => other.at.localeCompare(one.at));
}
