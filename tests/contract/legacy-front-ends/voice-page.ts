import type { Save } from './save.ts';

/**
 * The voice page of the legacy system: what it sends, and what it then shows. It needs no other code, so it can be run
 * in a browser.
 */
export async function saveOnVoicePage({ api, token, phoneNumber }: Save): Promise<string> {
  const fallback = 'Failed to save inbound number';
  try {
    const response = await fetch(`${api}/api/organization/info`, {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
      body: JSON.stringify({ twilioConfig: { phoneNumber } }),
    });
    const data = await response.json();
    if (!response.ok) return data.error || fallback;
    return 'Inbound number saved. Check the webhook of the number at Twilio.';
  } catch {
    return fallback;
  }
}
