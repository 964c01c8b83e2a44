export interface ServerEnv {
  port: number;
  databaseUrl: string;
  poolSize: number;
  secret: string;
}

export function readServerEnv(): ServerEnv {
  const { PORT, DATABASE_URL, DATABASE_POOL_SIZE, JWT_SECRET } = process.env;
  if (!PORT || !DATABASE_URL || !DATABASE_POOL_SIZE || !JWT_SECRET) {
    throw new Error('This server is started by the benchmark, which sets its environment');
  }
  return { port: Number(PORT), databaseUrl: DATABASE_URL, poolSize: Number(DATABASE_POOL_SIZE), secret: JWT_SECRET };
}
