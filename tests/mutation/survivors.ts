import { readFile } from 'node:fs/promises';
import type { Mutant } from './mutant.ts';

/** Survivors with one reason why they don't matter. */
interface Listed {
  reason: string;
  mutants: string[];
}

/** The least share of mutants that must be killed in each area. */
export const LEAST_KILLED = 0.9;

export interface Verdict {
  killed: number;
  total: number;
  /** Not in the list. */
  unexpected: Mutant[];
  /** In the list, although a test now kills it. */
  outdated: string[];
  passed: boolean;
}

/** The ids of the survivors in `survivors.json`. */
export async function listedSurvivors(): Promise<string[]> {
  const groups = JSON.parse(await readFile(new URL('survivors.json', import.meta.url), 'utf8')) as Listed[];
  return groups.flatMap(({ mutants }) => mutants);
}

/** Compares what survived with the list in `survivors.json`. */
export async function judge(mutants: readonly Mutant[]): Promise<Verdict> {
  const expected = new Set(await listedSurvivors());
  const survivors = mutants.filter(({ killed }) => !killed);
  const surviving = new Set(survivors.map(({ id }) => id));
  const unexpected = survivors.filter(({ id }) => !expected.has(id));
  const killed = mutants.length - survivors.length;
  return {
    killed,
    total: mutants.length,
    unexpected,
    outdated: [...new Set(mutants.map(({ id }) => id))].filter((id) => expected.has(id) && !surviving.has(id)),
    passed: mutants.length > 0 && unexpected.length === 0 && killed >= mutants.length * LEAST_KILLED,
  };
}
