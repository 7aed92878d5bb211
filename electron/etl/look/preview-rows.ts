import { z } from 'zod';
import type { Field, PreviewRow } from '../../../shared/ipc/dataset.ts';
import { quoteIdentifier, quoteText } from '../../../shared/sql/quote.ts';
import { count, type Database } from '../duckdb/database.ts';
import type { Source } from '../ingest/source.ts';
import { readProblemLines } from './problem-lines.ts';

const maxRows = 100;
const maxValueChars = 200;

/** The first lines but for blank ones, in input order: events with a value for each field, and lines that are none. */
export async function readPreviewRows(
  database: Database,
  sources: readonly Source[],
  fields: readonly Field[],
  { timezone, maxLineBytes }: { timezone: string; maxLineBytes: number },
): Promise<PreviewRow[]> {
  const values = fields.map(({ column, type }) => {
    const name = quoteIdentifier(column);
    const shown = type === 'TIMESTAMPTZ' ? `timezone(${quoteText(timezone)}, ${name})` : name;
    return `left(${shown}::VARCHAR, ${maxValueChars})`;
  });
  const events = await database.query(
    z.object({ path: z.string(), line: count, values: z.array(z.string().nullable()) }),
    `SELECT source_file AS path, source_line AS line, [${values.join(', ')}] AS values
     FROM cleaned ORDER BY file_row_number LIMIT ${maxRows}`,
  );
  const problems = await readProblemLines(database, sources, maxLineBytes, maxRows);
  const order = new Map(sources.map(({ input }, index) => [input.path, index]));
  const rows: PreviewRow[] = [
    ...events.map((row) => ({ kind: 'event' as const, ...row })),
    ...problems.map((row) => ({ kind: 'problem' as const, ...row })),
  ];
  rows.sort((a, b) => (order.get(a.path) ?? 0) - (order.get(b.path) ?? 0) || a.line - b.line);
  return rows.slice(0, maxRows);
}
