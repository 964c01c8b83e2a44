import { isDeepStrictEqual } from 'node:util';
import type { PhoneNumber } from '@linekeeper/phone-number';
import { type Company, lineOf, linesOf, type Stored, storedIn, withNumber } from './company.ts';

/** Changes by the legacy product count for its readers after this time. */
const LEGACY_MS = 2_000;

interface Places {
  columns: (string | null)[];
  number: unknown;
  wasNull: boolean;
  changes: number;
}

/**
 * What must be true of every company: a replay of the changes that were accepted, and of what the operator's commands do. It's
 * written against the guide, not against the code.
 */
export class Truth {
  readonly companies = new Map<string, Company>();
  /** Undisputed lines and their companies. */
  readonly lines = new Map<PhoneNumber, string>();
  /** How the legacy table is followed: not at all, always, or it's about to change. */
  following: 'NO' | 'YES' | 'CHANGING' = 'NO';
  /** Whether changes in Linekeeper are written to the legacy table. */
  mirroring: 'NO' | 'YES' | 'CHANGING' = 'NO';
  /** What was saved in Linekeeper and not mirrored: the companies, and their new locations. */
  readonly #changed = new Set<string>();
  /** Companies without a number that were cleared while the mirror began or ended, and the text that was there. */
  readonly #cleared = new Map<string, unknown>();
  readonly #relocated = new Map<string, string>();
  readonly #decided = new Map<string, Places>();
  /** The companies whose decisions are being reverted, and what the legacy product has saved for them meanwhile. */
  readonly #reverting = new Map<string, string | null>();
  readonly #emptied = new Map<string, Places>();

  add(company: Company): void {
    this.companies.set(company.id, company);
  }

  /** A company that the legacy product has deleted. */
  remove({ id }: Company): void {
    this.companies.delete(id);
    this.#free(id);
  }

  /** What the legacy product has saved into the JSON. `isTaken`: another company has the line, so that nobody follows. */
  savedByLegacy(company: Company, text: string, { isTaken = false } = {}): void {
    const { config, country } = company;
    company.config = { ...(config as Record<string, unknown> | null), phoneNumber: text };
    const line = lineOf(text, country);
    const [column = null] = company.columns;
    const isOld = !isTaken && lineOf(column, country) !== null && lineOf(column, country) !== line;
    if (isOld && this.following === 'YES') company.columns = [line];
    if (isOld && this.following === 'CHANGING') company.columns = [...company.columns, line];
    if (this.#reverting.has(company.id)) this.#reverting.set(company.id, text);
    this.#hold(company, line, performance.now() + LEGACY_MS);
  }

  /** What Linekeeper has accepted. Null: the number was released. */
  savedByLinekeeper(company: Company, line: PhoneNumber | null): void {
    const before = storedOf(company);
    // Without a mirror, clearing what isn't there changes nothing. An empty text of the legacy product stays.
    const isNothing = line === null && !this.#hasNumber(company);
    if (this.mirroring === 'YES') this.#write(company, line);
    if (this.mirroring === 'CHANGING') {
      this.#write(company, line);
      company.also.push(before, without(before));
    }
    if (this.mirroring !== 'YES' && !isNothing) this.#changed.add(company.id);
    if (this.mirroring === 'CHANGING' && isNothing)
      this.#cleared.set(company.id, this.#emptied.get(company.id)?.number ?? storedIn(before.config));
    this.#hold(company, line, performance.now());
  }

  renamedByLegacy(company: Company, name: string): void {
    for (const stored of [company, ...company.also]) stored.name = name;
  }

  relocatedInLinekeeper(company: Company, location: string): void {
    if (this.mirroring === 'CHANGING') company.also.push(storedOf(company));
    if (this.mirroring !== 'NO') company.location = location;
    if (this.mirroring === 'YES') for (const stored of company.also) stored.location = location;
    if (this.mirroring !== 'YES') this.#relocated.set(company.id, location);
  }

  /** The line has several owners now, or none that is certain. */
  dispute(company: Company, line: PhoneNumber | null): void {
    this.#free(company.id);
    if (line !== null) this.lines.delete(line);
  }

  /**
   * `assign --file`: the others with a line lose it. If Linekeeper has another line for them (`held`), it takes that place.
   * A decision without a line: the company has no number.
   */
  decided(
    decisions: readonly { id: string; line: PhoneNumber | null }[],
    held: ReadonlyMap<string, PhoneNumber>,
  ): void {
    // To look at every company for each of a thousand decisions would stop the test's own traffic for half a minute.
    const companiesOf = new Map<PhoneNumber, Set<Company>>();
    const note = (company: Company) => {
      for (const line of linesOf(company)) companiesOf.set(line, (companiesOf.get(line) ?? new Set()).add(company));
    };
    for (const company of this.companies.values()) note(company);
    for (const { id, line } of decisions) {
      const company = this.companies.get(id);
      if (!company) continue;
      for (const other of line === null ? [] : (companiesOf.get(line) ?? [])) {
        if (other === company || line === null || !linesOf(other).includes(line)) continue;
        const own = held.get(other.id) ?? null;
        const kept = own === line ? null : own;
        this.#decide(other, kept, () => {
          if (lineOf(other.columns[0], other.country) === line) other.columns = [kept];
          if (lineOf(storedIn(other.config), other.country) === line)
            other.config = withNumber(other.config, kept ?? undefined);
        });
        note(other);
      }
      this.#decide(company, line, () => this.#write(company, line));
      note(company);
    }
  }

  #decide(company: Company, line: PhoneNumber | null, write: () => void): void {
    // Of several decisions about a company that nobody has changed between them, all are taken back.
    if (this.#decided.get(company.id)?.changes !== company.changes) this.#remember(this.#decided, company);
    write();
    this.#hold(company, line, performance.now());
    this.#decided.set(company.id, { ...(this.#decided.get(company.id) as Places), changes: company.changes });
  }

  /** `legacy revert` of every decision begins. Each line is in dispute again at some moment until it ends. */
  reverting(): void {
    for (const [id, { changes }] of this.#decided) {
      const company = this.companies.get(id);
      if (company?.changes !== changes) continue;
      this.#reverting.set(id, null);
      company.settledAt = Number.POSITIVE_INFINITY;
    }
  }

  /**
   * The revert has ended. A company that has changed its number since then keeps it. If the company changed it during the revert,
   * the column can hold the number from before the decision, which following the change replaces if it's a number. If it saved
   * the same line in another spelling, that was before or after the revert.
   */
  reverted(): void {
    for (const [id, { columns, changes }] of [...this.#decided]) {
      const company = this.companies.get(id);
      const saved = this.#reverting.get(id) ?? null;
      const isChanged = company?.changes !== changes;
      if (company && this.#reverting.has(id) && isChanged)
        company.columns.push(...columns, lineOf(storedIn(company.config), company.country));
      this.#takeBack(this.#decided, id, true);
      if (company && saved !== null && !isChanged)
        company.also.push({ ...storedOf(company), config: withNumber(company.config, saved) });
    }
    this.#reverting.clear();
  }

  /** `contract --empty`. */
  emptied(): void {
    for (const company of this.companies.values()) {
      this.#remember(this.#emptied, company);
      const { columns, config, also } = company;
      const isCertain = also.every((other) => isDeepStrictEqual([other.columns, other.config], [columns, config]));
      company.also = isCertain ? also.map(without) : [...also, ...[company, ...also].map(without)];
      if (isCertain) Object.assign(company, without(company));
    }
  }

  /** `legacy restore`: what was changed since is written in the canonical spelling, and the rest as it was. */
  restored(): void {
    const held = new Map([...this.lines].map(([line, id]) => [id, line]));
    const cleared = [...this.#cleared].filter(([id]) => !this.#changed.has(id));
    for (const id of [...this.#emptied.keys()]) this.#takeBack(this.#emptied, id, false);
    for (const company of this.companies.values()) {
      company.also = [];
      company.isKnown = true;
      company.location = this.#relocated.get(company.id) ?? company.location;
      if (this.#changed.has(company.id)) this.#write(company, held.get(company.id) ?? null);
    }
    for (const [id, text] of cleared) {
      const company = this.companies.get(id);
      for (const number of [text, undefined])
        company?.also.push({ ...storedOf(company), config: withNumber(company.config, number) });
    }
    this.#changed.clear();
    this.#cleared.clear();
    this.#relocated.clear();
  }

  #remember(places: Map<string, Places>, { id, columns, config, changes }: Company): void {
    places.set(id, { columns, number: storedIn(config), wasNull: config === null, changes });
  }

  #takeBack(places: Map<string, Places>, id: string, endsLine: boolean): void {
    const before = places.get(id);
    const company = this.companies.get(id);
    places.delete(id);
    if (!before || !company || company.changes !== before.changes) return;
    company.columns = before.columns;
    const config = withNumber(company.config, before.number);
    // NULL again, unless the product has stored something there since.
    company.config = before.wasNull && isDeepStrictEqual(config, {}) ? null : config;
    if (endsLine) this.#free(id);
  }

  #write(company: Company, line: PhoneNumber | null): void {
    company.columns = [line];
    company.config = withNumber(company.config, line ?? undefined);
  }

  #hold(company: Company, line: PhoneNumber | null, settledAt: number): void {
    // The same line in another spelling isn't a change. Clearing a number that is already empty isn't one either.
    const isSame =
      line === null ? linesOf(company).length === 0 && !this.#holds(company.id) : this.lines.get(line) === company.id;
    if (isSame) return;
    this.#free(company.id);
    if (line !== null) this.lines.set(line, company.id);
    company.settledAt = settledAt;
    company.changes++;
  }

  #hasNumber({ id, country, columns, config }: Company): boolean {
    const { columns: before = [], number } = this.#emptied.get(id) ?? {};
    const texts = [...columns, storedIn(config), ...before, number];
    return this.#holds(id) || texts.some((text) => lineOf(text, country) !== null);
  }

  #holds(id: string): boolean {
    return [...this.lines.values()].includes(id);
  }

  #free(id: string): void {
    for (const [line, holder] of this.lines) if (holder === id) this.lines.delete(line);
  }
}

const storedOf = ({ name, location, columns, config }: Stored): Stored => ({ name, location, columns, config });
const without = (stored: Stored): Stored => ({
  ...storedOf(stored),
  columns: [null],
  config: withNumber(stored.config, undefined),
});
