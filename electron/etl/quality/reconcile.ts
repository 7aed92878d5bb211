import { z } from 'zod';
import { InternalError } from '../../../shared/errors.ts';
import type { Reconciliation } from '../../../shared/run/manifest.ts';
import { count, type Database } from '../duckdb/database.ts';
import type { Source } from '../ingest/source.ts';
import type { Quarantine } from '../quarantine/write-quarantine.ts';

/**
 * Proves that no line was lost: the lines counted byte by byte must be the rows of the cleaned file, the lines written
 * to the quarantine and the blank ones, each counted where it ended up; and the cleaned rows must stand in input order.
 * @throws InternalError where they do not add up
 */
export async function reconcile(
  database: Database,
  sources: readonly Source[],
  quarantine: Quarantine,
): Promise<Reconciliation> {
  await assertInputOrder(database, sources);
  const lines = sources.reduce((sum, source) => sum + source.lines, 0);
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

const blockRows = 8192;

/** Order is DuckDB's to keep, and a plan that does not keep it moves whole blocks of rows: those are compared. */
async function assertInputOrder(database: Database, sources: readonly Source[]): Promise<void> {
  const blocks = await database.query(
    z.object({ file: z.string(), first: count, last: count }),
    `SELECT source_file AS file, min(source_line) AS first, max(source_line) AS last
     FROM cleaned GROUP BY source_file, file_row_number // ${blockRows} ORDER BY min(file_row_number)`,
  );
  const positions = new Map(sources.map(({ input }, index) => [input.path, index]));
  const positionOf = (file: string) => positions.get(file) ?? -1;
  let previous = { file: sources[0]?.input.path ?? '', last: 0 };
  for (const { file, first, last } of blocks) {
    const isNext =
      file === previous.file ? first > previous.last : positionOf(file) > positionOf(previous.file);
    if (!isNext) {
      throw new InternalError(
        `${file}: the cleaned events left the order of the input at line ${first}. Nothing was written; please report this.`,
      );
    }
    previous = { file, last };
  }
}
