import { z } from 'zod';
import { InternalError } from '../../../shared/errors.ts';
import type { Reconciliation } from '../../../shared/run/manifest.ts';
import { count, type Database } from '../duckdb/database.ts';
import type { Quarantine } from '../quarantine/write-quarantine.ts';

/**
 * Proves that no line was lost: the lines counted byte by byte must be the rows of the cleaned file, the lines written
 * to the quarantine and the blank ones, each counted where it ended up.
 * @throws InternalError where they do not add up
 */
export async function reconcile(
  database: Database,
  lines: number,
  quarantine: Quarantine,
): Promise<Reconciliation> {
  const counted = await database.queryOne(
    z.object({ events_cleaned: count, blank_lines: count }),
    `SELECT (SELECT count(*) FROM cleaned) AS events_cleaned,
       (SELECT count(*) FROM lines WHERE reason = 'blank_line') AS blank_lines`,
  );
  const { events_cleaned, blank_lines } = counted;
  const { rejected: events_rejected, duplicates: duplicates_removed } = quarantine;
  if (lines !== events_cleaned + events_rejected + duplicates_removed + blank_lines) {
    throw new InternalError(
      `The run does not add up: ${lines} lines, but ${events_cleaned} cleaned + ${events_rejected} rejected + ${duplicates_removed} duplicates + ${blank_lines} blank. Nothing was written; please report this.`,
    );
  }
  return { lines, events_cleaned, events_rejected, duplicates_removed, blank_lines };
}
