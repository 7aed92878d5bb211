import { z } from 'zod';
import type { EtlConfig } from '../../../shared/config/schema.ts';
import type { Measured } from '../../../shared/quality/measured.ts';
import { quoteIdentifier, quoteText } from '../../../shared/sql/quote.ts';
import type { Database } from '../duckdb/database.ts';
import { count } from '../duckdb/database.ts';
import { sampleRows } from './sample-rows.ts';

/** Samples are one more query a column; beyond this many columns the worst go first. */
const sampledColumns = 50;

/** Nulls of a column in both scopes: over all events, and over those of types in which the column ever holds a value. */
type NullCounts = Omit<Measured['columns'][number], 'samples'>;

/** Counts nulls per column of the view `cleaned`, in both scopes. */
export async function countNulls(database: Database, columns: readonly string[]): Promise<NullCounts[]> {
  // One list of counts, not one expression a column: a thousand columns make a plan that takes longer than the data.
  const counts = columns.map((column) => `count(${quoteIdentifier(column)})`).join(', ');
  const rows = await database.query(
    z.object({ values: count, in_scope: count, events: count }),
    `SELECT sum(column_values)::HUGEINT AS values, sum(events)::HUGEINT AS events,
       coalesce(sum(events) FILTER (WHERE column_values > 0), 0)::HUGEINT AS in_scope
     FROM (
       SELECT events, unnest(counts) AS column_values, generate_subscripts(counts, 1) AS position
       FROM (SELECT count(*) AS events, [${counts}] AS counts FROM cleaned GROUP BY event_type))
     GROUP BY position ORDER BY position`,
  );
  return columns.map((column, index) => {
    // Without any event there is no group, and no row.
    const { values, in_scope, events } = rows[index] ?? { values: 0, in_scope: 0, events: 0 };
    return {
      column,
      nulls_all_rows: events - values,
      rows_all: events,
      nulls_by_event_type: in_scope - values,
      rows_by_event_type: in_scope,
    };
  });
}

/** Counts nulls per column in both scopes; sample rows are taken in the scope that is configured. */
export async function measureNulls(
  database: Database,
  columns: readonly string[],
  scope: EtlConfig['quality_checks']['null_scope'],
): Promise<Measured['columns']> {
  const measured = (await countNulls(database, columns)).map((counts) => ({
    ...counts,
    samples: [] as Measured['columns'][number]['samples'],
  }));
  const nulls = (of: (typeof measured)[number]) =>
    scope === 'all_rows' ? of.nulls_all_rows : of.nulls_by_event_type;
  const worst = measured.filter((of) => nulls(of) > 0).sort((a, b) => nulls(b) - nulls(a));
  for (const of of worst.slice(0, sampledColumns)) {
    const column = quoteIdentifier(of.column);
    const inScope =
      scope === 'all_rows'
        ? 'true'
        : `event_type IN (SELECT event_type FROM cleaned WHERE ${column} IS NOT NULL)`;
    of.samples = await sampleRows(
      database,
      `${column} IS NULL AND ${inScope}`,
      quoteText(`${of.column} is null`),
    );
  }
  return measured;
}
