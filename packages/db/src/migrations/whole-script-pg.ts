import { PrismaPg } from '@prisma/adapter-pg';

/**
 * The adapter with a script sent as one query. Its own `executeScript` cuts the text at every semicolon, also in
 * comments, strings and function bodies, and a script that fails half-way stays half applied; PostgreSQL runs a
 * multi-statement query in one transaction.
 */
export class WholeScriptPg extends PrismaPg {
  /** What PostgreSQL said of the last script, where it refused; the engine passes on only that it failed. */
  refusal: Error | null = null;

  override async connect(): ReturnType<PrismaPg['connect']> {
    const adapter = await super.connect();
    adapter.executeScript = async (script) => {
      try {
        await adapter.underlyingDriver().query(script);
      } catch (error) {
        this.refusal = error as Error;
        throw error;
      }
    };
    return adapter;
  }
}
