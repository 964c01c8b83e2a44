import { table } from '@linekeeper/command';
import { printableName } from '@linekeeper/contract';
import { type OperatorLineEvent, operatorHistory } from '@linekeeper/core';
import { CountryCode, formatPhoneNumber, type PhoneNumber, parsePhoneNumber } from '@linekeeper/phone-number';
import { z } from 'zod';
import { type PlaceCommand, read, WrongUse } from './command.ts';

/** The operator is allowed to see the ids of events, unlike a tenant. */
const CURSOR = z.string().regex(/^[1-9]\d{0,17}$/, 'is not a valid cursor');

export const HISTORY_COMMAND: PlaceCommand = {
  name: 'history',
  reads: true,
  summary: 'Show who changed a line, when and why, for one line or one tenant',
  options: {
    line: { value: '<number>', help: 'the phone number; or use --tenant' },
    country: { value: '<code>', help: 'the country of a --line without + and calling code, ISO 3166-1 alpha-2' },
    tenant: { value: '<id>', help: 'the tenant, even a deleted one; or use --line' },
    after: { value: '<cursor>', help: 'show the next page; each page prints the command for it' },
  },
  prepare({ options }) {
    if ((options.line === undefined) === (options.tenant === undefined)) {
      throw new WrongUse('Use either --line or --tenant');
    }
    const of =
      options.line === undefined
        ? { tenantId: read(z.string().min(1), options.tenant, '--tenant') }
        : {
            phoneNumber: readLine(
              read(z.string(), options.line, '--line'),
              read(CountryCode.nullish(), options.country, '--country') ?? null,
            ),
          };
    const cursor = options.after === undefined ? undefined : read(CURSOR, options.after, '--after');
    return async ({ operator, actFor }) => {
      const { events, nextCursor } = await operatorHistory(operator, of, cursor);
      if (events.length === 0 && cursor === undefined) {
        // Refused if no tenant has the id.
        if ('tenantId' in of) await actFor(of.tenantId);
        return { lines: [nothing(of)], json: { events, nextCursor } };
      }
      const lines = table(['TIME (UTC)', 'LINE', 'WHAT', 'FROM', 'TO', 'BY', 'REASON'], events.map(cells));
      const same = 'tenantId' in of ? `--tenant ${of.tenantId}` : `--line ${of.phoneNumber}`;
      const more = nextCursor === null ? [] : ['', `Next page: linekeeper history ${same} --after ${nextCursor}`];
      return { lines: [...lines, ...more], json: { events, nextCursor } };
    };
  },
};

function nothing(of: { tenantId: string } | { phoneNumber: PhoneNumber }): string {
  return 'tenantId' in of
    ? 'Nothing is recorded: this tenant has never held a number in Linekeeper.'
    : `Nothing is recorded: nobody has ever held ${formatPhoneNumber(of.phoneNumber)} in Linekeeper.`;
}

function readLine(text: string, country: CountryCode | null): PhoneNumber {
  const parsed = parsePhoneNumber(text, { country });
  if (parsed.ok) return parsed.data;
  const form =
    country === null && !text.trim().startsWith('+')
      ? '. Write it with + and its calling code, for example +14155238886, or add --country <code>'
      : '';
  throw new WrongUse(`--line: ${parsed.error.message}${form}`);
}

function cells({ at, phoneNumber, kind, from, to, actor, reason }: OperatorLineEvent): string[] {
  const tenant = (one: OperatorLineEvent['from']) =>
    one ? printableName(one.name ?? `${one.tenantId} (deleted)`) : '–';
  return [
    at.toISOString().slice(0, 19).replace('T', ' '),
    formatPhoneNumber(phoneNumber),
    kind.toLowerCase().replace('_', ' '),
    tenant(from),
    tenant(to),
    `${printableName(actor.name)} (${actor.type.toLowerCase().replace('_', ' ')})`,
    reason ?? '',
  ];
}
