import { measureDashboardBytes } from './dashboard-bytes.ts';
import { measureParseRate } from './parse-rate.ts';

const ROUNDS = 10;
const MILLISECONDS = 500;

const { ours, library, ratio } = measureParseRate(ROUNDS, MILLISECONDS);
const bytes = await measureDashboardBytes();
const kB = (count: number) => `${(count / 1024).toFixed(1).padStart(7)} kB`;
const rate = (perSecond: number) => Math.round(perSecond).toLocaleString('en').padStart(9);

process.stdout.write(`What a phone number costs
Node ${process.version}; ${ROUNDS} rounds of ${MILLISECONDS} ms a side, in turn, on the same 14 texts

parses a second
  ours                     ${rate(ours)}   every class told apart, with reason and suggestion
  libphonenumber-js (max)  ${rate(library)}   parse and isValid
  ours ÷ the library's: ${ratio.median.toFixed(2)} (median of the rounds, ${ratio.min.toFixed(2)}–${ratio.max.toFixed(2)})

scripts of the dashboard, gzip
  all of it                ${kB(bytes.whole)}
  files with the number    ${kB(bytes.withNumbers)}
  the sign-in page         ${kB(bytes.signIn)}   with the number in ${bytes.signInWithNumbers.length} of its files
`);
if (bytes.signInWithNumbers.length > 0) process.exitCode = 1;
