export {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  hasEmbeddedPostgres,
  type JoinedPostgres,
  joinEmbeddedPostgres,
  startEmbeddedPostgres,
} from './embedded-postgres.ts';
export { EmbeddedPostgresError } from './embedded-postgres-error.ts';
