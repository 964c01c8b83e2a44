import { fileURLToPath } from 'node:url';

/**
 * A data folder that can't exist, below a file. A test that needs a data folder passes its own. Otherwise, it would use
 * the secret and the database of a server that was started in this repository, or leave files for the next test.
 */
export const NO_DATA_FOLDER = {
  LINEKEEPER_DATA_DIR: fileURLToPath(new URL('no-data-folder.ts/data', import.meta.url)),
};
