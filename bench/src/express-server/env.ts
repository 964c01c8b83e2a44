export interface ExpressEnv {
  port: number;
  databaseUrl: string;
  poolSize: number;
  secret: string;
}

export function readExpressEnv(): ExpressEnv {
  const { PORT, DATABASE_URL, DATABASE_POOL_SIZE, JWT_SECRET } = process.env;
  if (!PORT || !DATABASE_URL || !DATABASE_POOL_SIZE || !JWT_SECRET) {
    throw new Error('Start this server with the benchmark, which sets its environment');
  }
  return { port: Number(PORT), databaseUrl: DATABASE_URL, poolSize: Number(DATABASE_POOL_SIZE), secret: JWT_SECRET };
}
