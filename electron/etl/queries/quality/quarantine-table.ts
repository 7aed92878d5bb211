import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { outputNames } from '../../output/output-names.ts';
import { oncePerRun } from '../once-per-run.ts';
import { readQuarantineFile } from './read-quarantine-file.ts';

/**
 * Puts a run's quarantine into the table `quarantine`, in input order; empty where the run has none. Read by our own hand:
 * a line may be longer than any reader of DuckDB takes, and bytes that are no UTF-8 have to be searched as text.
 */
export const prepareQuarantine = oncePerRun(async ({ database, folder }) => {
  await database.run('DROP TABLE IF EXISTS quarantine');
  await database.run(
    `CREATE TABLE quarantine (position BIGINT, file VARCHAR, line BIGINT, byte_offset BIGINT, reason VARCHAR,
       detail VARCHAR, first_file VARCHAR, first_line BIGINT, text VARCHAR, is_utf8 BOOLEAN, is_cut BOOLEAN)`,
  );
  const path = join(folder, outputNames.quarantine);
  if (existsSync(path)) await database.append('quarantine', rowsOf(path));
});

async function* rowsOf(path: string) {
  let position = 0n;
  for await (const entry of readQuarantineFile(path)) {
    const { file, line, byteOffset, reason, detail, first, text, isUtf8, isCut } = entry;
    const place = first === null ? [null, null] : [first.file, BigInt(first.line)];
    yield [position, file, BigInt(line), BigInt(byteOffset), reason, detail, ...place, text, isUtf8, isCut];
    position += 1n;
  }
}
