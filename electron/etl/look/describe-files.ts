import { z } from 'zod';
import type { FileProfile } from '../../../shared/ipc/dataset.ts';
import { quoteText } from '../../../shared/sql/quote.ts';
import { count, type Database } from '../duckdb/database.ts';
import type { Source } from '../ingest/source.ts';
import { countReasons, noLines } from './count-reasons.ts';

const countSchema = z.object({
  file: z.number(),
  reason: z.string().nullable(),
  lines: count,
  first: z.string().nullable(),
  last: z.string().nullable(),
});

/** What each source holds, from the view `lines` and the table `duplicates`. */
export async function describeFiles(
  database: Database,
  sources: readonly Source[],
  timezone: string,
): Promise<FileProfile[]> {
  const local = (time: string) => `strftime(timezone(${quoteText(timezone)}, ${time}), '%Y-%m-%d %H:%M:%S')`;
  const counts = await database.query(
    countSchema,
    `SELECT file, reason, count(*) AS lines, ${local('min(timestamp)')} AS first, ${local('max(timestamp)')} AS last
     FROM lines GROUP BY file, reason`,
  );
  const duplicates = await database.query(
    z.object({ file: z.number(), lines: count }),
    'SELECT file, count(*) AS lines FROM lines WHERE line_number IN (SELECT line_number FROM duplicates) GROUP BY file',
  );
  return sources.map((source, index) => {
    const own = counts.filter(({ file }) => file === index + 1);
    const accepted = own.find(({ reason }) => reason === null);
    const repeated = duplicates.find(({ file }) => file === index + 1)?.lines ?? 0;
    const others = own.flatMap(({ reason, lines }) => (reason === null ? [] : [{ reason, lines }]));
    return {
      path: source.input.path,
      lines: source.lines,
      events: (accepted?.lines ?? 0) - repeated,
      duplicates: repeated,
      ...countReasons(others),
      firstTime: accepted?.first ?? null,
      lastTime: accepted?.last ?? null,
      problem: null,
    };
  });
}

/** A file of which nothing is counted: it is empty, or cannot be used. */
export function uncounted(path: string, problem: string | null): FileProfile {
  return { ...noLines, path, firstTime: null, lastTime: null, problem };
}
