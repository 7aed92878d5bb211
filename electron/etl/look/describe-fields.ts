import { z } from 'zod';
import type { Field } from '../../../shared/ipc/dataset.ts';
import { restColumn } from '../../../shared/metrics/property-columns.ts';
import { quoteIdentifier } from '../../../shared/sql/quote.ts';
import { count, type Database } from '../duckdb/database.ts';
import type { PropertyProfile } from '../ingest/profile.ts';
import type { ProgressReporter } from '../progress-reporter.ts';
import { countNulls } from '../quality/measure-nulls.ts';
import { describeDays, describeNumbers, describeValues } from './distributions.ts';

type Column = Pick<Field, 'key' | 'column' | 'type'>;

/** Up to about this many different values their number is counted; beyond, it is an estimate. */
const countedValues = 100_000;
/** Up to about this many, the most frequent are told. */
const rankedValues = 10_000;

/** Describes every field of the view `cleaned`: those of all events, then the properties. */
export async function describeFields(
  database: Database,
  profile: PropertyProfile,
  timezone: string,
  progress: ProgressReporter,
): Promise<Field[]> {
  const columns = columnsOf(profile);
  progress.start('profile', 'rows', columns.length);
  const nulls = await countNulls(
    database,
    columns.map(({ column }) => column),
  );
  const estimates = await estimateDistinct(database, columns);
  const fields: Field[] = [];
  for (const [index, column] of columns.entries()) {
    const counts = nulls[index];
    const values = counts === undefined ? 0 : counts.rows_all - counts.nulls_all_rows;
    // An estimate may be larger than what there is to count.
    const estimate = Math.min(estimates[index] ?? 0, values);
    const described = await describeColumn(database, column, estimate, timezone);
    fields.push({
      ...column,
      nulls: counts?.nulls_all_rows ?? 0,
      nullsInScope: counts?.nulls_by_event_type ?? 0,
      eventsInScope: counts?.rows_by_event_type ?? 0,
      ...described,
    });
    progress.add(1);
  }
  return fields;
}

/** The columns of the view `cleaned` that come from the events themselves. */
function columnsOf(profile: PropertyProfile): Column[] {
  const core = ['event_id', 'player_id', 'session_id', 'event_type'];
  const rest: Column[] =
    profile.restKeys > 0 ? [{ key: restColumn, column: restColumn, type: 'VARCHAR' }] : [];
  return [
    ...core.map((key): Column => ({ key, column: key, type: 'VARCHAR' })),
    { key: 'timestamp', column: 'timestamp', type: 'TIMESTAMPTZ' },
    ...profile.properties.map(({ key, column, type }) => ({ key, column, type })),
    ...rest,
  ];
}

async function estimateDistinct(database: Database, columns: readonly Column[]): Promise<number[]> {
  const estimates = columns.map(({ column }) => `approx_count_distinct(${quoteIdentifier(column)})`);
  const { distinct } = await database.queryOne(
    z.object({ distinct: z.array(count) }),
    `SELECT [${estimates.join(', ')}] AS distinct FROM cleaned`,
  );
  return distinct;
}

async function describeColumn(
  database: Database,
  { column, type }: Column,
  estimate: number,
  timezone: string,
): Promise<Pick<Field, 'distinct' | 'isDistinctExact' | 'distribution'>> {
  const name = quoteIdentifier(column);
  const isText = type === 'VARCHAR' || type === 'BOOLEAN';
  if (isText && estimate <= rankedValues) {
    return { ...(await describeValues(database, name)), isDistinctExact: true };
  }
  const isDistinctExact = estimate <= countedValues;
  const distinct = isDistinctExact ? await countDistinct(database, name) : estimate;
  if (isText) return { distinct, isDistinctExact, distribution: { kind: 'none' } };
  const distribution =
    type === 'TIMESTAMPTZ'
      ? await describeDays(database, name, timezone)
      : await describeNumbers(database, name, type);
  return { distinct, isDistinctExact, distribution };
}

async function countDistinct(database: Database, name: string): Promise<number> {
  const row = await database.queryOne(
    z.object({ distinct: count }),
    `SELECT count(DISTINCT ${name}) AS distinct FROM cleaned`,
  );
  return row.distinct;
}
