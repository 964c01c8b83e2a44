import type { PhoneNumber } from '@linekeeper/phone-number';
import { describe, expect, it } from 'vitest';
import { judgeLegacyTenant, type LegacyTenant } from './legacy-tenant.ts';

const LINE = '+12125550123' as PhoneNumber;
const OTHER = '+12125550199' as PhoneNumber;
const judge = (tenant: Partial<LegacyTenant>) =>
  judgeLegacyTenant({
    country: null,
    columnValue: null,
    configValue: null,
    configIsObject: true,
    configPath: ['phoneNumber'],
    hasColumn: true,
    heldLine: null,
    isLinked: true,
    ...tenant,
  });

describe('a company alone', () => {
  it.each<[string, Partial<LegacyTenant>, string]>([
    ['nothing', {}, 'NONE'],
    ['null as JSON', { configValue: 'null' }, 'NONE'],
    ['an empty text', { columnValue: '' }, 'BLANK'],
    ['invisible blanks', { configValue: '"\\u200b \\t"' }, 'BLANK'],
    ['a number in the column', { columnValue: LINE }, 'CLEAN'],
    ['a number in the setting', { configValue: JSON.stringify(LINE) }, 'CLEAN'],
    [
      'one line in both, in different spellings',
      { columnValue: '+1 (212) 555-0123', configValue: JSON.stringify(LINE) },
      'CLEAN',
    ],
    ['a number and a blank', { columnValue: ' ', configValue: JSON.stringify(LINE) }, 'CLEAN'],
    ['two lines', { columnValue: LINE, configValue: '"+12125550199"' }, 'DISAGREEING'],
    ["a number and a text that isn't one", { columnValue: LINE, configValue: '"n/a"' }, 'UNREADABLE'],
    ["a setting that isn't an object", { configValue: '"{}"', configIsObject: false }, 'UNREADABLE'],
    ['a number other than the one it holds', { columnValue: LINE, heldLine: OTHER }, 'CHANGED'],
    ['the line that it holds, spelled otherwise', { columnValue: '+1 (212) 555-0123', heldLine: LINE }, 'HELD'],
    ['a blank, and holds a number', { columnValue: '', heldLine: LINE }, 'MISSING'],
    ['a blank, and holds a number without a link', { columnValue: '', heldLine: LINE, isLinked: false }, 'HELD'],
    ['an unreadable text, and holds a number', { columnValue: 'n/a', heldLine: LINE }, 'UNREADABLE'],
  ])('with %s has the right status', (_, tenant, status) => {
    expect(judge(tenant).status).toBe(status);
  });

  it('has a number to move only if it is clean', () => {
    expect(judge({ columnValue: LINE }).phoneNumber).toBe(LINE);
    expect(judge({ columnValue: LINE, configValue: '"n/a"' }).phoneNumber).toBeNull();
  });
});

describe('the suggestion', () => {
  const reading = (configValue: string, country: LegacyTenant['country'] = null) =>
    judge({ configValue, country }).config;

  it.each<[string, string, string, string | undefined]>([
    ['digits with their calling code', '"12125550123"', 'NEEDS_COUNTRY', LINE],
    ['the same as a JSON number', '12125550123', 'NOT_A_STRING', LINE],
    ['national digits', '"2125550123"', 'NEEDS_COUNTRY', undefined],
    ['an object', '{"number":"+12125550123"}', 'NOT_A_STRING', undefined],
    ['half a number', '1.5', 'NOT_A_STRING', undefined],
    ["a number that JavaScript can't represent", '123456789012345678901234567890', 'NOT_A_STRING', undefined],
  ])('%s', (_, value, reason, suggestion) => {
    expect(reading(value)).toEqual({ kind: 'UNREADABLE', reason, ...(suggestion && { suggestion }) });
  });

  it("is read with the company's country", () => {
    expect(reading('"2125550123"', 'US')).toEqual({ kind: 'NUMBER', phoneNumber: LINE });
    expect(reading('2125550123', 'US')).toEqual({ kind: 'UNREADABLE', reason: 'NOT_A_STRING', suggestion: LINE });
  });
});
