import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AREAS } from './mutation/areas.ts';
import { mutantId } from './mutation/mutant.ts';
import { listedSurvivors } from './mutation/survivors.ts';

const sqlMutants = Object.values(AREAS).flatMap(({ sql }) => sql ?? []);
const sourceOf = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : '');
/** A line as the id of a mutant has it, without the change. */
const idOf = (file: string, line: string) => mutantId(file, line, '', '').replace(/ \| =>$/, ' | ');

describe('the lists of the mutation tests', () => {
  it('change SQL only at places that are in the source exactly once', () => {
    const outdated = sqlMutants.filter(({ file, search }) => sourceOf(file).split(search).length !== 2);
    expect(outdated.map(({ file, search }) => `${file}: ${search}`)).toEqual([]);
  });

  it('name only survivors whose line is still in the source', async () => {
    const sql = new Set(sqlMutants.map(({ file, search, replace }) => mutantId(file, 'SQL', search, replace)));
    const outdated = (await listedSurvivors()).filter((id) => {
      const file = id.slice(0, id.indexOf(': '));
      const lines = sourceOf(file).split('\n');
      return !sql.has(id) && !lines.some((line) => id.startsWith(idOf(file, line)));
    });
    expect(outdated).toEqual([]);
  });
});
