import type { PhoneNumber } from '@linekeeper/phone-number';
import { inLanes } from '../../support/lanes.ts';
import type { Random } from '../../support/random.ts';
import { type Company, lineOf, linesOf, storedIn } from './company.ts';
import type { LegacyDoor, LinekeeperDoor, Reply } from './doors.ts';
import type { Truth } from './truth.ts';

/** People at work: each change that is accepted goes into the truth. */
export class Writer {
  /** Whether people use Linekeeper's endpoint: to save numbers at all, and instead of the legacy product's. */
  usesLinekeeper = false;
  isFrontEndOver = false;
  /** A company that isn't deleted. */
  keptId: string | null = null;
  #lines = 0;

  constructor(
    private readonly truth: Truth,
    private readonly legacy: LegacyDoor,
    private readonly linekeeper: LinekeeperDoor,
    private readonly random: Random,
  ) {}

  /** One change at the legacy product. */
  async writeLegacy(): Promise<void> {
    const kind = this.random.next();
    if (kind < 0.1) return this.register();
    await this.#with(async (company) => {
      if (kind < 0.2) return this.remove(company);
      if (kind < 0.4 || this.isFrontEndOver) return this.#rename(company);
      return this.saveNumber(company, kind);
    });
  }

  /** One change in Linekeeper, if people use it yet. */
  async writeLinekeeper(): Promise<void> {
    if (!this.usesLinekeeper) return;
    await this.#with(async (company) => {
      if (!company.isKnown) return;
      const kind = this.random.next();
      if (kind < 0.3) {
        const location = `Leeds ${kind}`;
        expectStatus(await this.linekeeper.patch(company.id, { location }), 200, `moving ${company.id}`);
        return this.truth.relocatedInLinekeeper(company, location);
      }
      const line = kind < 0.5 ? null : this.#nextLine();
      const reply = await this.linekeeper.patch(company.id, { twilioConfig: { phoneNumber: line ?? '' } });
      expectStatus(reply, 200, `saving ${company.id} in Linekeeper`);
      this.truth.savedByLinekeeper(company, line);
    });
  }

  /** A new company, with a number in its own spelling. */
  async register(): Promise<void> {
    const name = `New ${this.#lines}`;
    const email = `new-${this.#lines++}-${this.random.next()}@company.example`;
    const reply = await this.legacy.register(name, email);
    expectStatus(reply, 201, `registering ${name}`);
    const { organizationId: id } = JSON.parse(reply.text) as { organizationId: string };
    const company: Company = {
      ...{
        id,
        name,
        email,
        location: null,
        country: 'US',
        columns: [null],
        config: null,
        also: [],
        isKnown: this.truth.following !== 'NO',
      },
      ...{ isBusy: true, settledAt: 0, changes: 0 },
    };
    this.truth.add(company);
    if (!this.isFrontEndOver) await this.#save(company, this.#spell(this.#nextLine(), 'US'));
    company.isBusy = false;
  }

  async remove(company: Company): Promise<void> {
    if (company.id === this.keptId) return;
    // Its line is nobody's from the moment that it's being deleted.
    this.truth.remove(company);
    expectStatus(await this.legacy.remove(company.id), 200, `deleting ${company.id}`);
  }

  async saveNumber(company: Company, kind: number): Promise<void> {
    const [line] = linesOf(company);
    if (kind < 0.5 && line) return this.#save(company, this.#spell(line, company.country));
    // A place that the other system has also written isn't cleared. Another test covers which of the two wins.
    if (kind < 0.6 && line && company.columns[0] === null) return this.#save(company, '');
    if (kind < 0.63 && this.truth.following !== 'CHANGING') return this.#steal(company);
    return this.#save(company, this.#spell(this.#nextLine(), company.country));
  }

  /** Many changes at the legacy product at once: new companies, changed ones and deleted ones. */
  async burst(changes: number): Promise<void> {
    await inLanes(10, changes, (i) => {
      if (i % 3 === 0) return this.register();
      return this.#with((company) => (i % 3 === 1 ? this.remove(company) : this.saveNumber(company, 1)));
    });
  }

  /** A company that isn't in dispute and that nobody else asks about. */
  async #with(work: (company: Company) => Promise<void>): Promise<void> {
    const companies = [...this.truth.companies.values()];
    for (let tries = 0; tries < 50; tries++) {
      const company = this.random.pick(companies);
      if (company.isBusy || !this.#isPlain(company)) continue;
      company.isBusy = true;
      try {
        return await work(company);
      } finally {
        company.isBusy = false;
      }
    }
  }

  #isPlain(company: Company): boolean {
    const lines = linesOf(company);
    const texts = [company.columns[0], storedIn(company.config)].filter((text) => text !== null && text !== undefined);
    return (
      lines.length <= 1 &&
      texts.every((text) => lineOf(text, company.country) !== null || text === '') &&
      lines.every((line) => this.truth.lines.get(line) === company.id)
    );
  }

  async #save(company: Company, phoneNumber: string, options?: { isTaken: boolean }): Promise<void> {
    expectStatus(await this.legacy.patch(company.id, { twilioConfig: { phoneNumber } }), 200, `saving ${company.id}`);
    this.truth.savedByLegacy(company, phoneNumber.replace(/[^\d+]/g, ''), options);
  }

  /** The number of another company, which is in dispute from then on. */
  async #steal(company: Company): Promise<void> {
    // Before the company's last change is followed, it could be replaced unseen: then the column keeps what it had before.
    if (company.settledAt > performance.now()) return;
    const [line, id] = this.random.pick([...this.truth.lines]);
    const victim = this.truth.companies.get(id);
    if (!victim || victim === company || victim.isBusy) return;
    this.truth.dispute(victim, line);
    const [own = null] = linesOf(company);
    await this.#save(company, line, { isTaken: true });
    this.truth.dispute(company, own);
    this.truth.dispute(company, line);
  }

  async #rename(company: Company): Promise<void> {
    const name = `Renamed ${this.random.next()}`;
    expectStatus(await this.legacy.patch(company.id, { name }), 200, `renaming ${company.id}`);
    this.truth.renamedByLegacy(company, name);
  }

  #nextLine(): PhoneNumber {
    return `+1646${2_000_000 + this.#lines++ * 13}` as PhoneNumber;
  }

  #spell(line: string, country: string | null): string {
    const [area, exchange, rest] = [line.slice(2, 5), line.slice(5, 8), line.slice(8)];
    const international = [line, `+1 (${area}) ${exchange}-${rest}`, `+1.${area}.${exchange}.${rest}`];
    const national = [`(${area}) ${exchange}-${rest}`, `${area}${exchange}${rest}`];
    return this.random.pick(country === null ? international : [...international, ...national]);
  }
}

function expectStatus({ status, text }: Reply, wanted: number, what: string): void {
  if (status !== wanted) throw new Error(`${what}: ${status} ${text}`);
}
