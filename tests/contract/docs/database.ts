import { startEmbeddedPostgres } from '@linekeeper/embedded-postgres';

const postgres = await startEmbeddedPostgres({ dataDir: '.linekeeper', port: Number(process.env.PGPORT ?? 5433) });
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void postgres.stop());
console.info(postgres.ownerUrl); // your DATABASE_URL while this runs
