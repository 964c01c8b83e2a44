import type { CommandDescription, CommandOn, OwnerCommand } from '@linekeeper/command';
import { PERSON_EMAIL_MAX_LENGTH } from '@linekeeper/contract';
import type { Context, ProviderCredentials } from '@linekeeper/core';
import { z } from 'zod';
import type { SignIn } from '../sign-in/sign-in.ts';

export { type Answer, type Input, type OwnerCommand, Refused, read, WrongUse } from '@linekeeper/command';

/** A command of the command line. */
export type Command = PlaceCommand | OwnerCommand | ServerCommand;

/** Starts the server and keeps running. */
export interface ServerCommand extends CommandDescription {
  startsServer: true;
}

/** Works on a database with all migrations. Pending migrations are applied first, unless the command only reads. */
export interface PlaceCommand extends CommandOn<Place> {
  /** The command changes nothing. If migrations are pending, it's refused. */
  reads?: true;
}

/** What a {@link PlaceCommand} works on. */
export interface Place {
  /** The operator, as a caller: each function checks what they can do. A command can't reach the database in any other way. */
  operator: Context;
  /** The operator, acting for a tenant. Throws {@link Refused} if no tenant has this id. */
  actFor: (tenantId: string) => Promise<Context>;
  signIn: SignIn;
  /** The address that browsers see. */
  publicUrl: string;
  /** The platform's account at the provider, as the environment has it. */
  platformAccount: ProviderCredentials | null;
  /** The secret of the servers that use this database. Throws if it can't be read. */
  secret: () => Promise<string>;
}

/** The email of a person. */
export const Email = z.email('is not a valid email').max(PERSON_EMAIL_MAX_LENGTH, 'is too long');
