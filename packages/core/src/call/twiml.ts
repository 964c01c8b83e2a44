import type { PhoneNumber } from '@linekeeper/phone-number';
import { SaxesParser } from 'saxes';
import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js';

/** How long a forwarded call lasts at most, in seconds. The provider ends it then. */
export const FORWARD_MAX_SECONDS = 4 * 60 * 60;

/** What a caller hears if their call can't be handled. It's the same for every call and every caller. */
export const FALLBACK_TWIML = (() => {
  const response = new VoiceResponse();
  response.say("We're sorry. Your call can't be connected at the moment. Please try again in a few minutes.");
  response.hangup();
  return response.toString();
})();

/** Nothing more to do. */
export const EMPTY_TWIML = new VoiceResponse().toString();

/** The provider reports the end of the second call to `statusUrl`, whether or not the tenant entered it there. */
export function forwardTwiml(phoneNumber: PhoneNumber, statusUrl: string): string {
  const response = new VoiceResponse();
  response.dial({ action: statusUrl, method: 'POST', timeLimit: FORWARD_MAX_SECONDS }).number(phoneNumber);
  return response.toString();
}

export function sipTwiml(address: string, statusUrl: string): string {
  const response = new VoiceResponse();
  response.dial({ action: statusUrl, method: 'POST', timeLimit: FORWARD_MAX_SECONDS }).sip(address);
  return response.toString();
}

/** The stream gets the company and the line as parameters. */
export function streamTwiml(address: string, { tenantId, line }: { tenantId: string; line: PhoneNumber }): string {
  const [begin, afterAddress, afterTenant, end] = STREAM;
  return `${begin}${attribute(address)}${afterAddress}${attribute(tenantId)}${afterTenant}${attribute(line)}${end}`;
}

/** The parts around the values. The library makes them only once, because that takes a tenth of a call's processor time. */
const STREAM = (() => {
  const response = new VoiceResponse();
  const stream = response.connect().stream({ url: 'ADDRESS' });
  stream.parameter({ name: 'tenantId', value: 'TENANT' });
  stream.parameter({ name: 'line', value: 'LINE' });
  return response.toString().split(/ADDRESS|TENANT|LINE/);
})();

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '"': '&quot;',
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
};

/** A text in the value of an attribute. */
function attribute(text: string): string {
  return text.replace(/[&<"\t\n\r]/g, (sign) => ESCAPES[sign] ?? sign);
}

export function greetingTwiml(message: string, language: string | undefined): string {
  const response = new VoiceResponse();
  response.say(language === undefined ? {} : ({ language } as VoiceResponse.SayAttributes), message);
  response.hangup();
  return response.toString();
}

/** Whether a text is a well-formed XML document whose root is Response. Entities of its own aren't accepted. */
export function isTwiml(text: string): boolean {
  let root: string | null = null;
  let refused = false;
  const parser = new SaxesParser();
  parser.on('opentag', ({ name }) => {
    root ??= name;
  });
  parser.on('doctype', () => {
    refused = true;
  });
  parser.on('error', () => {
    refused = true;
  });
  parser.write(text).close();
  return root === 'Response' && !refused;
}
