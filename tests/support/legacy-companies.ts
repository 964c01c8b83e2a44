import { LEGACY_TABLE } from './legacy-tenants.ts';
import type { TestDatabase } from './test-database.ts';

/** What was planted into the legacy storage. */
export interface LegacyPlan {
  /** Everyone, in the order of planting. */
  companies: readonly LegacyCompany[];
  /** Company → the number that is to be moved. */
  clean: ReadonlyMap<string, string>;
  /** Line → the companies that have it. */
  shared: ReadonlyMap<string, readonly string[]>;
  blank: readonly string[];
  /** A JSON value that isn't a text. */
  notText: readonly string[];
  /** A text that isn't a number. */
  unreadable: readonly string[];
  disagreeing: readonly string[];
  /** They have no number at all. */
  none: readonly string[];
}

export interface LegacyCompany {
  id: string;
  column: string | null;
  /** JSON of `twilioConfig`. */
  config: string | null;
}

/** As many of each for every 100,000 companies. */
const SHARES = { groups: 5_000, blank: 1_000, notText: 500, unreadable: 300, disagreeing: 200, none: 10_000 };
const NOT_TEXT = ['14155238886', 'true', '{"number":"+14155238886"}', '["+14155238886"]', '{}', '0', '1.5'];
const UNREADABLE = [
  'n/a',
  'ask Maria',
  '+1415',
  '4155238886',
  '1800',
  '+1 415 523 8886 ext. 42',
  '+0',
  '1-800-FLOWERS',
];
const BLANK = ['""', '" "', '"\\t"', '"\\u200b "'];

/** Plans companies of a legacy system, the same ones for the same seed. */
export function planLegacyCompanies(count: number, seed: number): LegacyPlan {
  const random = randomFrom(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const share = (of: keyof typeof SHARES) => Math.round((SHARES[of] * count) / 100_000);
  const companies: LegacyCompany[] = [];
  let lines = 0;
  const nextLine = () => lineOf(lines++);
  const add = (column: string | null, phoneNumber: string | null): string => {
    const id = `company-${seed}-${String(Math.floor(random() * 1e9)).padStart(9, '0')}-${companies.length}`;
    const rest = random() < 0.5 ? `"accountSid":"AC${companies.length}"` : '';
    const settings = [phoneNumber && `"phoneNumber":${phoneNumber}`, rest].filter(Boolean);
    const config = settings.length > 0 || random() < 0.5 ? `{${settings.join(',')}}` : null;
    companies.push({ id, column, config });
    return id;
  };
  /** In one of the places or in both, as the legacy system and its users wrote numbers. */
  const addWith = (line: string, member = 0): string => {
    const spelling = spell(line, member + Math.floor(random() * 3) * 3);
    const place = random();
    if (place < 0.7) return add(null, JSON.stringify(spelling));
    return add(spelling, place < 0.9 ? null : JSON.stringify(spell(line, Math.floor(random() * 9))));
  };

  const shared = new Map<string, string[]>();
  for (let group = 0; group < share('groups'); group++) {
    const line = nextLine();
    shared.set(
      line,
      Array.from({ length: group % 3 === 0 ? 3 : 2 }, (_, member) => addWith(line, member)),
    );
  }
  const many = (of: keyof typeof SHARES, make: () => string) => Array.from({ length: share(of) }, make);
  const blank = many('blank', () => add(null, pick(BLANK)));
  const notText = many('notText', () => add(null, pick(NOT_TEXT)));
  const unreadable = many('unreadable', () => add(null, JSON.stringify(pick(UNREADABLE))));
  const disagreeing = many('disagreeing', () => add(spell(nextLine(), 0), JSON.stringify(spell(nextLine(), 1))));
  const none = many('none', () => add(null, null));
  const clean = new Map<string, string>();
  while (companies.length < count) {
    const line = nextLine();
    clean.set(addWith(line), line);
  }
  companies.sort((a, b) => (a.id < b.id ? -1 : 1));
  return { companies, clean, shared, blank, notText, unreadable, disagreeing, none };
}

/** Puts them into a legacy table, with two columns more. */
export async function plantLegacyCompanies(
  { sql }: Pick<TestDatabase, 'sql'>,
  { companies }: LegacyPlan,
): Promise<void> {
  await sql(`${LEGACY_TABLE} ALTER TABLE public.tenants ADD COLUMN "createdAt" TIMESTAMP NOT NULL DEFAULT '2021-03-04',
    ADD COLUMN "updatedAt" TIMESTAMP NOT NULL DEFAULT '2024-05-06'`);
  for (let first = 0; first < companies.length; first += 10_000) {
    const page = companies.slice(first, first + 10_000);
    await sql(
      `INSERT INTO public.tenants (id, name, "phoneNumber", "twilioConfig")
       SELECT id, 'Company ' || id, phone, config::jsonb FROM unnest($1::text[], $2::text[], $3::text[]) AS g(id, phone, config)`,
      [page.map(({ id }) => id), page.map(({ column }) => column), page.map(({ config }) => config)],
    );
  }
}

/** The n-th of eight million numbers of New York. */
function lineOf(n: number): string {
  return `+1212${2_000_000 + ((n * 7_919) % 7_999_999)}`;
}

/** Ways to write one line, all with its calling code: these companies have no country. */
function spell(line: string, way: number): string {
  const [area, exchange, rest] = [line.slice(2, 5), line.slice(5, 8), line.slice(8)];
  const ways = [
    line,
    `+1 ${area} ${exchange} ${rest}`,
    `+1-${area}-${exchange}-${rest}`,
    `+1 (${area}) ${exchange}-${rest}`,
    `tel:${line}`,
    `+1.${area}.${exchange}.${rest}`,
    [...line].map((sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)).join(''),
    ` ${line} `,
    `+1 ${area}/${exchange}-${rest}`,
  ];
  return ways[way % ways.length] as string;
}

/** Mulberry32: small, and the same on every machine. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
