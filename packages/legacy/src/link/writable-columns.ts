import { CREATED, UPDATED } from '../legacy-shape.ts';
import { LegacyStorageError } from '../legacy-storage-error.ts';
import type { LegacyLink } from './legacy-link.ts';

type Named = Pick<LegacyLink, 'idColumn' | 'nameColumn' | 'numberColumn' | 'configColumn' | 'writableColumns'>;

/** What PATCH always takes, and saves by its own rules. */
const OWN_FIELDS = ['id', 'name', 'location', 'timezone', 'phoneNumber', 'twilioConfig'];

function isProtected({ idColumn, nameColumn, numberColumn, configColumn }: Named, name: string): boolean {
  const columns = [idColumn, nameColumn, numberColumn, configColumn, ...OWN_FIELDS, ...CREATED, ...UPDATED];
  return columns.includes(name);
}

/** The columns that the REST endpoint can write besides its own fields: never the id, the number, and what Linekeeper writes itself. */
export function writableOf(link: Named): string[] {
  return link.writableColumns.filter((name) => !isProtected(link, name));
}

/** Throws {@link LegacyStorageError} if the operator has named a column that nobody can write that way. */
export function refuseProtected(link: Named): void {
  const names = link.writableColumns.filter((name) => isProtected(link, name));
  if (names.length === 0) return;
  throw new LegacyStorageError(
    `Nothing was changed. --fields can't contain ${names.join(', ')}: the id and times can't be saved that way, and Linekeeper always saves the name, the location, the time zone and the number by its own rules. Leave ${names.length === 1 ? 'it' : 'them'} out`,
  );
}
