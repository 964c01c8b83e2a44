import { type Input, type Option, read, WrongUse } from '@linekeeper/command';
import { CountryCode } from '@linekeeper/phone-number';
import { z } from 'zod';
import type { LegacyLink } from '../link/legacy-link.ts';

/** Say where the legacy product stores its numbers. */
export const LINK_OPTIONS: Readonly<Record<string, Option>> = {
  table: { value: '<schema.table>', help: 'the legacy table of companies; default: public.tenants' },
  id: { value: '<column>', help: 'the column with the id (text, uuid or integer); default: id' },
  name: { value: '<column>', help: 'the column with the name; default: name' },
  number: { value: '<column>', help: 'the column with the number, or "none"; default: phoneNumber' },
  config: {
    value: '<column.path>',
    help: 'the JSON column and the path of the number in it, or "none"; default: twilioConfig.phoneNumber',
  },
  country: { value: '<code>', help: 'the country of national numbers for companies without one, ISO 3166-1 alpha-2' },
  fields: {
    value: '<columns>',
    help: 'other columns, separated by commas, that PATCH /api/organization/info can write, for example aiConfig; or "none"',
  },
};

/** Of commands that end the link or delete data. They ask on a terminal. */
export const YES: Option = { help: "don't ask; required without a terminal" };
/** Of commands that don't ask, because what they do can be taken back. So a script can pass it to all of them. */
export const NO_QUESTION: Option = { help: 'accepted, but not needed: this command never asks' };

const Name = z.string().min(1, 'must not be empty').max(63, 'is too long');

/** Only what was typed. Throws WrongUse. */
export function readLinkOptions({ options }: Input): Partial<LegacyLink> {
  const link: Partial<LegacyLink> = {};
  const given = (name: string) =>
    options[name] === undefined ? undefined : read(Name.max(500), options[name], `--${name}`);
  const table = given('table');
  if (table !== undefined) {
    const [first = '', second, ...more] = table.split('.');
    if (more.length > 0) throw new WrongUse('--table: must look like <schema>.<table>');
    Object.assign(link, second === undefined ? { table: first } : { schema: first, table: second });
  }
  if (given('id')) link.idColumn = given('id') as string;
  if (given('name')) link.nameColumn = given('name') as string;
  const number = given('number');
  if (number) link.numberColumn = number === 'none' ? null : number;
  const config = given('config');
  if (config === 'none') link.configColumn = null;
  else if (config) {
    const [column = '', ...path] = config.split('.');
    if (path.length === 0 || path.includes(''))
      throw new WrongUse('--config: must be the column and the path, for example settings.phone');
    Object.assign(link, { configColumn: column, configPath: path });
  }
  const country = read(CountryCode.nullish(), options.country, '--country');
  if (country) link.country = country;
  const fields = given('fields');
  if (fields === 'none') link.writableColumns = [];
  else if (fields)
    link.writableColumns = fields
      .split(',')
      .map((name) => name.trim())
      .filter(Boolean);
  return link;
}
