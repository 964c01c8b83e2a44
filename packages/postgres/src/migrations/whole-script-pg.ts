import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';

/**
 * The adapter with scripts run by somebody else. Its own `executeScript` cuts the text at every semicolon, also in
 * comments, strings and function bodies, and a script that fails half-way stays half applied.
 */
export class WholeScriptPg extends PrismaPg {
  /** What went wrong with the last script, where it did; the engine passes on only that it failed. */
  refusal: Error | null = null;

  constructor(
    pool: pg.Pool,
    private readonly runScript: (script: string) => Promise<void>,
  ) {
    super(pool, { schema: 'linekeeper' });
  }

  override async connect(): ReturnType<PrismaPg['connect']> {
    const adapter = await super.connect();
    adapter.executeScript = async (script) => {
      try {
        await this.runScript(script);
      } catch (error) {
        this.refusal = error as Error;
        throw error;
      }
    };
    return adapter;
  }
}
