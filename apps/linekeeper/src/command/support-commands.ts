import { formatPhoneNumber } from '@linekeeper/phone-number';
import { z } from 'zod';
import { openReference } from '../support/support-reference.ts';
import { type PlaceCommand, Refused, read } from './command.ts';

const open: PlaceCommand = {
  name: 'support open',
  summary: 'Open a reference that a company gives to support: which number it wanted, and who holds that now',
  operands: ['<reference>'],
  explanation: [
    'Needs the secret of the server that made the reference: LINEKEEPER_SECRET, or the data folder. Never tell a company who',
    'holds a number.',
  ],
  reads: true,
  options: {},
  prepare({ operands: [operand] }) {
    const reference = read(z.string().min(1), operand, '<reference>');
    return async ({ db, secret }) => {
      const contents = openReference(await secret(), reference);
      if (!contents) throw new Refused('This is not a reference of this server, or a part of it is missing');
      const { tenantId, phoneNumber, at } = contents;
      const tenants = await db.operator.tenants();
      const asked = tenants.find(({ id }) => id === tenantId);
      const holder = tenants.find((tenant) => tenant.phoneNumber === phoneNumber);
      return {
        lines: [
          `Number:        ${formatPhoneNumber(phoneNumber)}`,
          `Wanted by:     ${asked ? `${asked.name} (${asked.id})` : `${tenantId} (deleted)`}, ${at.slice(0, 16).replace('T', ' ')} UTC`,
          `Held now by:   ${holder ? `${holder.name} (${holder.id})` : 'nobody'}`,
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

export const SUPPORT_COMMANDS = [open];
