import { TENANT_NAME_MAX_LENGTH } from '@linekeeper/contract';
import type { Database, TenantId } from '@linekeeper/core';
import { nameCell, operatorCause, plainText, table } from '@linekeeper/core';
import { CountryCode, formatPhoneNumber } from '@linekeeper/phone-number';
import { z } from 'zod';
import { invitationAddress } from '../sign-in/people-links.ts';
import { type Place, type PlaceCommand, Refused, read, WrongUse } from './command.ts';

const Name = plainText({ max: TENANT_NAME_MAX_LENGTH });
const Email = z.email('is not a valid email').max(254, 'is too long');
const Country = CountryCode.nullish();
const Role = z.enum(['owner', 'admin', 'member'], 'must be owner, admin or member');
const INVITED = 'The link works once, for seven days. Older links for this email and tenant no longer work.';

/** Finds a tenant by its id. Throws {@link Refused} if it doesn't exist. */
export async function findTenant(db: Database, id: string): Promise<TenantId> {
  const found = await db.operator.findTenant(id);
  if (!found) throw new Refused(`No tenant has the id ${id}`);
  return found;
}

async function invite({ db, publicUrl }: Place, tenantId: TenantId, email: string, role: z.infer<typeof Role>) {
  return invitationAddress(
    publicUrl,
    await db.forTenant(tenantId, operatorCause()).invitations.create({ email, role }),
  );
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
    return async (place) => {
      const id = await place.db.createTenant({ name, country });
      const invitation = await invite(place, id, email, 'owner');
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
    return async (place) => {
      const invitation = await invite(place, await findTenant(place.db, operand), email, role);
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
  prepare: () => async (place) => {
    const tenants = await place.db.operator.tenants();
    const rows = tenants.map(({ id, name, country, phoneNumber, people }) => [
      id,
      nameCell(name),
      country ?? '–',
      phoneNumber ? formatPhoneNumber(phoneNumber) : '–',
      String(people),
    ]);
    return { lines: table(['ID', 'NAME', 'COUNTRY', 'NUMBER', 'PEOPLE'], rows), json: tenants };
  },
};

const remove: PlaceCommand = {
  name: 'tenant delete',
  summary: "Delete a tenant, its memberships, invitations and keys, but not its people's accounts",
  operands: ['<id>'],
  options: {
    yes: { help: "required: this can't be undone" },
    'release-number': { help: 'delete it even if it holds a number; other tenants can then claim the number' },
  },
  prepare({ operands: [operand = ''], options }) {
    if (options.yes !== true) throw new WrongUse('Nothing was deleted. Add --yes to confirm');
    const releaseNumber = options['release-number'] === true;
    return async ({ db }) => {
      const answer = await db.operator.deleteTenant(await findTenant(db, operand), {
        releaseNumber,
        cause: operatorCause(),
      });
      if (answer === 'NOT_FOUND') throw new Refused(`No tenant has the id ${operand}`);
      if (answer === 'HOLDS_NUMBER') {
        throw new Refused(
          'The tenant holds a phone number, so nothing was deleted. To delete it and release the number, add --release-number',
        );
      }
      return { lines: [`Deleted ${operand}.`], json: { deleted: operand } };
    };
  },
};

export const TENANT_COMMANDS = [create, list, inviteCommand, remove];
