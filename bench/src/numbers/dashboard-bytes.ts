import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, type Rolldown } from 'vite';

const DASHBOARD = fileURLToPath(new URL('../../../apps/dashboard', import.meta.url));
const NUMBER_MODULE = /libphonenumber-js|packages\/contract\/src\/(parse-phone-number|phone-|numbering-plan|format-)/;

/** The bytes that the phone number adds to the page, after gzip. */
export interface DashboardBytes {
  /** Everything that the signed-in pages can load. */
  whole: number;
  /** The files that hold the parser and its metadata. */
  withNumbers: number;
  /** The scripts that the sign-in page needs, and how many of them contain the parser. That must be none. */
  signIn: number;
  signInWithNumbers: string[];
}

export async function measureDashboardBytes(): Promise<DashboardBytes> {
  const built = (await build({
    root: DASHBOARD,
    logLevel: 'error',
    build: { write: false },
  })) as Rolldown.RolldownOutput;
  const chunks = new Map(built.output.filter((file) => file.type === 'chunk').map((chunk) => [chunk.fileName, chunk]));
  const isNumbers = ({ moduleIds }: Rolldown.OutputChunk) => moduleIds.some((id) => NUMBER_MODULE.test(id));
  const all = [...chunks.values()];
  const signIn = firstLoadOf(chunks, (chunk) => chunk.isEntry || /sign-in-page\.tsx$/.test(chunk.facadeModuleId ?? ''));
  if (!all.some(isNumbers) || signIn.length < 2) throw new Error('The build has unexpected files');
  return {
    whole: gzipped(all),
    withNumbers: gzipped(all.filter(isNumbers)),
    signIn: gzipped(signIn),
    signInWithNumbers: signIn.filter(isNumbers).map(({ fileName }) => fileName),
  };
}

/** These chunks and all that they import before they run. */
function firstLoadOf(
  chunks: Map<string, Rolldown.OutputChunk>,
  isFirst: (chunk: Rolldown.OutputChunk) => boolean,
): Rolldown.OutputChunk[] {
  const loaded = new Set([...chunks.values()].filter(isFirst));
  for (const chunk of loaded) {
    for (const name of chunk.imports) {
      const imported = chunks.get(name);
      if (imported) loaded.add(imported);
    }
  }
  return [...loaded];
}

function gzipped(chunks: Rolldown.OutputChunk[]): number {
  return chunks.reduce((bytes, { code }) => bytes + gzipSync(code).length, 0);
}
