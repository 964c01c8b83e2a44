import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';

/**
 * The adapter, with another function for scripts. Its own `executeScript` splits the text at every semicolon, even in
 * comments, strings and function bodies, and a script that fails is left half applied.
 */
export class WholeScriptPg extends PrismaPg {
  /** The error of the last script, if any. The engine only passes on that a script failed. */
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
