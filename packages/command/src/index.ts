export {
  type Answer,
  type CommandDescription,
  type CommandOn,
  type Input,
  type Option,
  type OwnerCommand,
  type OwnerPlace,
  plainText,
  Refused,
  read,
  WrongUse,
} from './command.ts';
export { table } from './table.ts';
