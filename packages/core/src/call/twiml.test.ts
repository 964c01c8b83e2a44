import type { PhoneNumber } from '@linekeeper/phone-number';
import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js';
import { expect, it } from 'vitest';
import { FALLBACK_TWIML, isTwiml, streamTwiml } from './twiml.ts';

it.each([
  ['wss://agents.example/calls', 'd1b2'],
  ['wss://agents.example/calls?a=1&b=<2>', `the "company's" <id> & more`],
  ['TENANT', 'LINE'],
  ['&amp;', 'tab\t, line\n, return\r'],
  ['$& $1 $$', '日本 🙂 \u00A0'],
])('a stream is written as the library writes it: %j, %j', (address, tenantId) => {
  const line = '+14155550100' as PhoneNumber;
  const response = new VoiceResponse();
  const stream = response.connect().stream({ url: address });
  stream.parameter({ name: 'tenantId', value: tenantId });
  stream.parameter({ name: 'line', value: line });
  expect(streamTwiml(address, { tenantId, line })).toBe(response.toString());
  expect(isTwiml(streamTwiml(address, { tenantId, line }))).toBe(true);
});

it.each([
  FALLBACK_TWIML,
  '<Response/>',
  '<?xml version="1.0" encoding="UTF-8"?>\n<!-- ours -->\n<Response><Say>Grüß Gott &amp; bye</Say></Response>\n',
])('%s is TwiML', (text) => {
  expect(isTwiml(text)).toBe(true);
});

it.each([
  ['nothing', ''],
  ['text', 'hello'],
  ['JSON', '{"say":"hello"}'],
  ['another document', '<html></html>'],
  ['a response inside another document', '<html><Response/></html>'],
  ['a root in lower case', '<response/>'],
  ['an element that is not closed', '<Response><Say>unclosed</Response>'],
  ['half a document', '<Response><Say>'],
  ['two roots', '<Response/><Response/>'],
  ['text after the root', '<Response/>more'],
  ['an entity that nobody declared', '<Response>&a;</Response>'],
  ['an entity of its own', '<!DOCTYPE x [<!ENTITY a "b">]><Response>&a;</Response>'],
  ['a document type', '<!DOCTYPE Response SYSTEM "http://169.254.169.254/"><Response/>'],
])("%s isn't TwiML", (_, text) => {
  expect(isTwiml(text)).toBe(false);
});
