import { plainText, table } from '@linekeeper/command';
import { INVITATION_DAYS, MemberRole, printableName, TENANT_NAME_MAX_LENGTH, unreachable } from '@linekeeper/contract';
import { apiOf, type Context, summarizeTenants } from '@linekeeper/core';
import { CountryCode, formatPhoneNumber } from '@linekeeper/phone-number';
import { z } from 'zod';
import { Email, type PlaceCommand, Refused, read } from './command.ts';

const Name = plainText({ max: TENANT_NAME_MAX_LENGTH });
const Country = CountryCode.nullish();
const Role = z.enum(MemberRole.options, 'must be owner, admin or member');
const INVITED = `The link works once, for ${INVITATION_DAYS} days. Older links for this email and tenant no longer work.`;

/** The link of a new invitation to the tenant that the operator acts for. */
async function invite(acting: Context, publicUrl: string, invited: { email: string; role: MemberRole }) {
  const created = await apiOf(acting).invitation.create(invited);
  if (!created.ok) throw new Refused(created.error.message);
  return `${publicUrl}${created.data.path}`;
}

const create: PlaceCommand = {
  name: 'tenant create',
  summary: 'Create a tenant and invite its owner; prints the link to send',
  options: {
    name: { value: '<name>', help: 'the name of the tenant' },
    country: { value: '<code>', help: 'the country of its national numbers, ISO 3166-1 alpha-2 (optional)' },
    'owner-email': { value: '<email>', help: 'the email of the person to invite as its owner' },
  },
  prepare({ options }) {
    const name = read(Name, options.name, '--name');
    const country = read(Country, options.country, '--country') ?? null;
    const email = read(Email, options['owner-email'], '--owner-email');
    return async ({ operator, actFor, publicUrl }) => {
      const created = await apiOf(operator).tenant.create({ name, country });
      if (!created.ok) return unreachable(created.error);
      const { id } = created.data.tenant;
      const invitation = await invite(await actFor(id), publicUrl, { email, role: 'owner' });
      return {
        lines: [`Created ${name} (${id}).`, `Send this link to ${email}:`, '', `  ${invitation}`, '', INVITED],
        json: { id, name, country, invitation },
      };
    };
  },
};

const inviteCommand: PlaceCommand = {
  name: 'tenant invite',
  summary: 'Invite a person to a tenant; prints the link to send',
  explanation: ['If a member accepts, the role of the invitation replaces their role.'],
  operands: ['<id>'],
  options: {
    email: { value: '<email>', help: 'the person to invite' },
    role: { value: '<role>', help: 'owner, admin or member' },
  },
  prepare({ operands: [operand = ''], options }) {
    const email = read(Email, options.email, '--email');
    const role = read(Role, options.role, '--role');
    return async ({ actFor, publicUrl }) => {
      const invitation = await invite(await actFor(operand), publicUrl, { email, role });
      return {
        lines: [`Send this link to ${email}:`, '', `  ${invitation}`, '', INVITED],
        json: { email, role, invitation },
      };
    };
  },
};

const list: PlaceCommand = {
  name: 'tenant list',
  reads: true,
  summary: 'Show every tenant',
  options: {},
  prepare:
    () =>
    async ({ operator }) => {
      const tenants = await summarizeTenants(operator);
      const rows = tenants.map(({ id, name, country, phoneNumber, people }) => [
        id,
        printableName(name),
        country ?? '–',
        phoneNumber ? formatPhoneNumber(phoneNumber) : '–',
        String(people),
      ]);
      return { lines: table(['ID', 'NAME', 'COUNTRY', 'NUMBER', 'PEOPLE'], rows), json: tenants };
    },
};

const remove: PlaceCommand = {
  name: 'tenant delete',
  confirms: "This deletes the tenant, and can't be undone.",
  summary: "Delete a tenant, its memberships, invitations and keys, but not its people's accounts",
  operands: ['<id>'],
  options: {
    yes: { help: "don't ask; required without a terminal" },
    'release-number': { help: 'delete it even if it holds a number; other tenants can then claim the number' },
  },
  prepare({ operands: [operand = ''], options }) {
    const releaseNumber = options['release-number'] === true;
    return async ({ actFor }) => {
      const answer = await apiOf(await actFor(operand)).tenant.delete({ id: operand, releaseNumber });
      if (!answer.ok) {
        throw new Refused(
          'The tenant holds a phone number, so nothing was deleted. To delete it and release the number, add --release-number',
        );
      }
      return { lines: [`Deleted ${operand}.`], json: { deleted: operand } };
    };
  },
};

export const TENANT_COMMANDS = [create, list, inviteCommand, remove];
