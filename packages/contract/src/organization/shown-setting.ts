/**
 * The settings in `twilioConfig` that aren't masked, because their values are known to be harmless. Every other value is
 * masked, because it's impossible to list all names under which people store secrets. A nested setting is shown if the
 * outer one is in this list, too. URLs aren't in the list, because they can contain credentials.
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
