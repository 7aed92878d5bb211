import { z } from 'zod';
import type { EtlConfig } from '../../../shared/config/schema.ts';
import type { Measured } from '../../../shared/quality/measured.ts';
import type { Database } from '../duckdb/database.ts';
import { count } from '../duckdb/database.ts';
import { quoteIdentifier, quoteText } from '../duckdb/sql.ts';
import { sampleRows } from './sample-rows.ts';

/** Samples are one more query a column; beyond this many columns the worst go first. */
const sampledColumns = 50;

/**
 * Counts nulls per column in both scopes: over all events, and over the events of those types in which the column
 * ever holds a value. Sample rows are taken in the scope that is configured.
 */
export async function measureNulls(
  database: Database,
  columns: readonly string[],
  scope: EtlConfig['quality_checks']['null_scope'],
): Promise<Measured['columns']> {
  const perType = columns.map((column, index) => `count(${quoteIdentifier(column)}) AS c${index}`).join(', ');
  const overall = columns
    .map(
      (_, index) =>
        `coalesce(sum(c${index}), 0)::HUGEINT AS "v${index}", coalesce(sum(events) FILTER (WHERE c${index} > 0), 0)::HUGEINT AS "s${index}"`,
    )
    .join(', ');
  const row = await database.queryOne(
    z.record(z.string(), count),
    `SELECT coalesce(sum(events), 0)::HUGEINT AS events, ${overall}
     FROM (SELECT event_type, count(*) AS events, ${perType} FROM cleaned GROUP BY event_type)`,
  );
  const events = row['events'] ?? 0;
  const measured = columns.map((column, index) => {
    const values = row[`v${index}`] ?? 0;
    const inScope = row[`s${index}`] ?? 0;
    return {
      column,
      nulls_all_rows: events - values,
      rows_all: events,
      nulls_by_event_type: inScope - values,
      rows_by_event_type: inScope,
      samples: [] as Measured['columns'][number]['samples'],
    };
  });
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
