/**
 * The settings in `twilioConfig` that are shown as they are: their values are known to be harmless. The value of every
 * other setting is masked, whatever its name and kind, since nobody can list all names under which secrets are stored.
 * A setting within another is shown if both are in this list. Addresses aren't in it: they can hold credentials.
 */
export const SHOWN_SETTINGS = [
  ...[
    'phoneNumber',
    'accountSid',
    'apiKeySid',
    'applicationSid',
    'messagingServiceSid',
    'phoneNumberSid',
    'serviceSid',
  ],
  ...['sid', 'twimlAppSid', 'trunkSid', 'workspaceSid'],
  ...['name', 'friendlyName', 'label', 'description', 'provider', 'type', 'status', 'enabled', 'capabilities'],
  ...['country', 'countryCode', 'language', 'locale', 'timezone', 'region', 'edge', 'voice', 'greeting'],
] as const;

const shown = new Set<string>(SHOWN_SETTINGS.map(normalize));

/** Whether the setting under this key is one of {@link SHOWN_SETTINGS}; `account_sid` and `AccountSid` are `accountSid`. */
export function isShownSetting(key: string): boolean {
  return shown.has(normalize(key));
}

function normalize(key: string): string {
  return key.replace(/[_-]/g, '').toLowerCase();
}
