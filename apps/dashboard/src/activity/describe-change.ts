import type { SettingsEvent } from '@linekeeper/contract';
import { formatPhoneNumber as format } from '@linekeeper/phone-number';
import { countryName } from '../inbound-number/countries.ts';
import { handlingText } from '../voice/handling-text.ts';
import type { Change, NumberChange } from './changes.ts';
import { ACTIVITY } from './texts.ts';

/** A change in a sentence, without who made it and when. */
export function describeChange(change: Change): string {
  return change.type === 'number' ? describeNumber(change) : describeSetting(change);
}

function describeNumber({ from, to, kind }: NumberChange): string {
  if (from && to) return ACTIVITY.changed(format(from), format(to));
  if (to && kind === 'MOVED') return ACTIVITY.moved(format(to));
  if (to && kind === 'ASSIGNED') return ACTIVITY.assigned(format(to));
  if (to) return ACTIVITY.gained(format(to));
  if (!from) return '';
  return kind === 'ASSIGNED' ? ACTIVITY.taken(format(from)) : ACTIVITY.lost(format(from));
}

const ACCOUNT = new Set(['accountSid', 'authToken']);

function describeSetting(event: SettingsEvent): string {
  if (event.setting === 'CALL_HANDLING') {
    return ACTIVITY.handling(handlingText({ handling: event.after, platformWebhook: false }));
  }
  if (event.setting === 'PROVIDER') {
    const { names, replaced } = event;
    if (!names.every((name) => ACCOUNT.has(name))) return ACTIVITY.provider(names.join(', '));
    return replaced?.length === 0 ? ACTIVITY.accountAdded : ACTIVITY.account;
  }
  const name = ACTIVITY.settings[event.setting];
  const [from, to] = [event.before, event.after].map((text) =>
    text !== null && event.setting === 'COUNTRY' ? countryName(text) : text,
  );
  if (!to) return ACTIVITY.cleared(name, from ?? '');
  return from ? ACTIVITY.changedSetting(name, from, to) : ACTIVITY.set(name, to);
}
