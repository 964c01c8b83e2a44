import type { CommandOn, Database, OwnerCommand } from '@linekeeper/core';
import type { SignIn } from '../sign-in/sign-in.ts';

export { type Answer, type Input, type OwnerCommand, Refused, read, WrongUse } from '@linekeeper/core';

/** A command of the command line. */
export type Command = PlaceCommand | OwnerCommand;

/** Works on a database with all migrations. Pending ones are applied first, unless the command only reads. */
export interface PlaceCommand extends CommandOn<Place> {
  /** The command changes nothing. If migrations are pending, it's refused. */
  reads?: true;
}

/** What a {@link PlaceCommand} works on. */
export interface Place {
  db: Database;
  signIn: SignIn;
  /** The address that browsers see. */
  publicUrl: string;
  /** The secret of the servers that use this database. Throws if it can't be read. */
  secret: () => Promise<string>;
}
