/** A change of SQL that the area's tests must notice. */
export interface SqlMutant {
  file: string;
  /** Must stand in the file exactly once, so that the mutant says what it changes. */
  search: string;
  replace: string;
}
