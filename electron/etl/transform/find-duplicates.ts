import { z } from 'zod';
import { count, type Database } from '../duckdb/database.ts';

/**
 * Finds accepted lines whose `event_id` an earlier accepted line carries, as the table `duplicates`
 * (`line_number`, `first_line_number`). Inputs without any, the usual case, pay for one count of hashes only.
 * @param lines the number of all lines, at most 2^31
 * @returns a SQL condition on rows of `lines`: true for those that stay
 */
export async function findDuplicates(database: Database, lines: number): Promise<string> {
  await database.run(
    'CREATE OR REPLACE TEMP TABLE duplicates (line_number BIGINT, first_line_number BIGINT)',
  );
  const hashes = await database.queryOne(
    z.object({ repeated: count }),
    'SELECT count(*) - count(DISTINCT hash(event_id)) AS repeated FROM lines WHERE reason IS NULL',
  );
  if (hashes.repeated === 0) return 'true';
  // Two ids may share a hash: only the ids themselves decide.
  await database.run(`
    INSERT INTO duplicates
    SELECT line_number, first_line_number
    FROM (
      SELECT line_number, min(line_number) OVER (PARTITION BY event_id) AS first_line_number
      FROM lines
      WHERE reason IS NULL AND hash(event_id) IN (
        SELECT hash(event_id) FROM lines WHERE reason IS NULL GROUP BY ALL HAVING count(*) > 1))
    WHERE line_number > first_line_number`);
  // One bit a line instead of a join: what passes a join leaves it in another order.
  await database.run(
    `SET VARIABLE duplicate_lines = (SELECT bitstring_agg(line_number, 0, ${lines}) FROM duplicates)`,
  );
  return `coalesce(get_bit(getvariable('duplicate_lines'), line_number::INTEGER), 0) = 0`;
}
