import { printable, printableName } from '@linekeeper/contract';
import { summarizeTenants } from '@linekeeper/core';
import { formatPhoneNumber } from '@linekeeper/phone-number';
import { z } from 'zod';
import { openReference } from '../support/support-reference.ts';
import { type PlaceCommand, Refused, read } from './command.ts';

const open: PlaceCommand = {
  name: 'support open',
  summary:
    'Decrypt a reference that a company gave to support: show the number that it wanted, and who holds the number now',
  operands: ['<reference>'],
  explanation: [
    'Needs the secret of the server that made the reference: LINEKEEPER_SECRET, or the data folder. Never tell a company who',
    'holds a number.',
  ],
  reads: true,
  options: {},
  prepare({ operands: [operand] }) {
    const reference = read(z.string().min(1), operand, '<reference>');
    return async ({ operator, secret }) => {
      const tenants = await summarizeTenants(operator);
      const contents = openReference(await secret(), reference);
      if (!contents) throw new Refused('The reference is incomplete, or another server made it');
      const { tenantId, phoneNumber, at } = contents;
      const asked = tenants.find(({ id }) => id === tenantId);
      const holder = tenants.find((tenant) => tenant.phoneNumber === phoneNumber);
      return {
        lines: [
          `Number:        ${formatPhoneNumber(phoneNumber)}`,
          `Wanted by:     ${asked ? described(asked) : `${printable(tenantId)} (deleted)`}, ${at.slice(0, 16).replace('T', ' ')} UTC`,
          `Held now by:   ${holder ? described(holder) : 'nobody'}`,
          '',
          `See its history: linekeeper history --line ${phoneNumber}`,
        ],
        json: {
          phoneNumber,
          at,
          wantedBy: { tenantId, name: asked?.name ?? null },
          heldBy: holder ? { tenantId: holder.id, name: holder.name } : null,
        },
      };
    };
  },
};

/** In one line, whatever the name and the id contain. */
function described({ name, id }: { name: string; id: string }): string {
  return `${printableName(name)} (${printable(id)})`;
}

export const SUPPORT_COMMANDS = [open];
