import webhooks from 'twilio/lib/webhooks/webhooks.js';
import { describe, expect, it } from 'vitest';
import { isSigned, readParameters, sign } from './voice-request.ts';

// Twilio's published examples: https://github.com/twilio/twilio-node/blob/main/spec/validation.spec.js
const TOKEN = '12345';
const URL_ = 'https://mycompany.com/myapp.php?foo=1&bar=2';
const SIGNATURE = 'RSOYDt4T1cUTdK1PDd93/VVr8B8=';
const PARAMETERS = {
  CallSid: 'CA1234567890ABCDE',
  Caller: '+14158675309',
  Digits: '1234',
  From: '+14158675309',
  To: '+18005551212',
};

describe('a signature', () => {
  it.each([
    ['of the published example', URL_, SIGNATURE],
    ['of an address whose port the provider left out', URL_.replace('.com', '.com:1234'), SIGNATURE],
    ['of http with a port', 'http://mycompany.com:1234/myapp.php?foo=1&bar=2', 'Zmvh+3yNM1Phv2jhDCwEM3q5ebU='],
    ['with the port 443 that the address leaves out', URL_, 'kvajT1Ptam85bY51eRf/AJRuM3w='],
    ['with the port 80', URL_.replace('https', 'http'), '0ZXoZLH/DfblKGATFgpif+LLRf4='],
    ['with credentials', URL_.replace('my', 'user:pass@my'), 'CukzLTc1tT5dXEDIHm/tKBanW10='],
    ['with a user', URL_.replace('my', 'user@my'), '2YRLlVAflCqxaNicjMpJcSTgzSs='],
    ['with credentials and a port', URL_.replace('my', 'user:pass@my'), 'ZQFR1PTIZXF2MXB8ZnKCvnnA+rI='],
    ['with special characters', `${URL_}&Body=It's+amazing`, 'dsq4Ehbj6cs+KdTkpF5sSSplOWw='],
  ])('%s is valid', (_, url, signature) => {
    expect(isSigned(TOKEN, { url, signature, parameters: PARAMETERS })).toBe(true);
    expect(isSigned('54321', { url, signature, parameters: PARAMETERS })).toBe(false);
  });

  it('of repeated parameters is made of each different value once, in order', () => {
    const address = (...values: string[]) => ({ 'MessagingBinding.Address': values });
    const signature = '83O6e2vORAoJHUNzJjDWN1jz+BA=';
    expect(webhooks.validateRequest(TOKEN, signature, URL_, address('+1325xxxxxxx', '+1415xxxxxxx'))).toBe(true);
    expect(webhooks.validateRequest(TOKEN, signature, URL_, address('+1415xxxxxxx', '+1325xxxxxxx'))).toBe(true);
    const digits = { Sid: 'CA123', SidAccount: 'AC123', Digits: ['5678', '1234', '1234'] };
    expect(webhooks.validateRequest(TOKEN, 'IK+Dwps556ElfBT0I3Rgjkr1wJU=', URL_, digits)).toBe(true);
  });

  it('of a JSON body covers the hash of the body in the address', () => {
    const body = '{"property": "value", "boolean": true}';
    const hash = '0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620';
    const withBody = (signature: string, url: string, text: string) =>
      webhooks.validateRequestWithBody(TOKEN, signature, url, text);
    expect(withBody('a9nBmqA0ju/hNViExpshrM61xv4=', `${URL_}&bodySHA256=${hash}`, body)).toBe(true);
    const short = `https://mycompany.com/myapp.php?bodySHA256=${hash}`;
    expect(withBody('y77kIzt2vzLz71DgmJGsen2scGs=', short, body)).toBe(true);
    expect(withBody('y77kIzt2vzLz71DgmJGsen2scGs=', short, `${body} `)).toBe(false);
  });

  it.each(['', 'WRONG_SIGNATURE', `${SIGNATURE}, ${SIGNATURE}`, SIGNATURE.toLowerCase()])(
    '%s is refused',
    (signature) => {
      expect(isSigned(TOKEN, { url: URL_, signature, parameters: PARAMETERS })).toBe(false);
    },
  );

  it('that we make ourselves is the published one', () => {
    expect(sign(TOKEN, URL_, PARAMETERS)).toBe(SIGNATURE);
  });
});

describe('the parameters', () => {
  const good = { To: '+18005551212', CallSid: `CA${'0'.repeat(32)}`, AccountSid: `AC${'0'.repeat(32)}` };
  const read = (entries: [string, string][]) =>
    readParameters({ pathAndQuery: '/voice', body: new URLSearchParams(entries).toString() });

  it('are read as they were sent, whatever their names are', () => {
    const parameters = read([...Object.entries(good), ['__proto__', 'x'], ['Name', ' a+b&c=ü ']]);
    expect(Object.entries(parameters?.all ?? {})).toEqual([
      ...Object.entries(good),
      ['__proto__', 'x'],
      ['Name', ' a+b&c=ü '],
    ]);
  });

  it.each([
    ['a repeated number', [...Object.entries(good), ['To', '+18005551212']]],
    ['another repeated parameter', [...Object.entries(good), ['A', 'x'], ['A', 'x']]],
    ['no number', Object.entries(good).slice(1)],
    ['a number with a space', Object.entries({ ...good, To: ' +18005551212' })],
    ['a number in another value', [...Object.entries(good), ['CallerName', 'ATo+14155550100z']]],
    ['a number in another name', [...Object.entries(good), ['ATo+14155550100z', '']]],
    ['a number across a name and its value', [...Object.entries(good), ['XT', 'o+14155550100']]],
    ['a call in another value', [...Object.entries(good), ['Caller', `xCallSidCA${'1'.repeat(32)}`]]],
    ['a SIP address', Object.entries({ ...good, To: 'sip:a@b.example' })],
    ['a call id of another form', Object.entries({ ...good, CallSid: 'CA1' })],
    ['an account of another form', Object.entries({ ...good, AccountSid: `${good.AccountSid}\n` })],
  ] as [string, [string, string][]][])('with %s are refused', (_, entries) => {
    expect(read(entries)).toBeNull();
  });

  it('can name other calls, and a number can contain letters before it', () => {
    const others = { ParentCallSid: `CA${'1'.repeat(32)}`, DialCallSid: `CA${'2'.repeat(32)}`, ToCity: '+14155550100' };
    expect(read(Object.entries({ ...good, ...others }))?.callSid).toBe(good.CallSid);
  });

  it('are refused if the query of the address contains a number', () => {
    const body = new URLSearchParams(good).toString();
    expect(readParameters({ pathAndQuery: '/voice?x=To+14155550100', body })).toBeNull();
  });
});
