import type { Save } from './save.ts';

/**
 * The settings page of the legacy system: what it sends, and what it then shows. It needs no other code, so it can be
 * run in a browser.
 */
export async function saveOnSettingsPage({ api, token, phoneNumber }: Save): Promise<string> {
  try {
    const response = await fetch(`${api}/api/organization/info`, {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
      body: JSON.stringify({ twilioConfig: { phoneNumber } }),
    });
    if (!response.ok) throw new Error('Not ok');
    return 'Inbound number saved successfully!';
  } catch {
    return 'Failed to save configuration.';
  }
}
