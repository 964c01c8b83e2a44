/** The result of one change. A timeout counts as killed, because the tests don't pass. */
export interface Mutant {
  /** The file, the line's text and the change, in one line: stays the same if code moves to another line. */
  id: string;
  killed: boolean;
  /** Where to look; not part of the id. */
  line: number;
}

/** The id of a change; `search` and `replace` are shown in one line each. */
export function mutantId(file: string, line: string, search: string, replace: string): string {
  const text = `${file}: ${line} | ${search} => ${replace}`;
  return text.replace(/\s+/g, ' ').trim();
}
