import type { EtlConfig } from '../../../shared/config/schema.ts';
import { isPurchase } from '../../../shared/metrics/metric-context.ts';
import { numericProperty } from '../../../shared/metrics/numeric-property.ts';
import { restColumn } from '../../../shared/metrics/property-columns.ts';
import { quoteIdentifier, quoteInstant, quoteText, quoteTextList } from '../../../shared/sql/quote.ts';
import type { Database } from '../duckdb/database.ts';
import { heavyParquet, heavyVectorBytes, parquet, readParquet, wideColumns } from '../duckdb/parquet.ts';
import type { Profile } from '../ingest/profile.ts';
import { linesWithMarks, propertyValue, restValue, structureColumns } from '../ingest/property-values.ts';
import { heaviestVector, linesBefore, type Source } from '../ingest/source.ts';

export type CleanOptions = {
  sources: readonly Source[];
  profile: Profile;
  /** A condition on `lines`: see find-duplicates.ts. */
  isFirst: string;
  config: EtlConfig;
  /** Events later than this are `is_future`. */
  futureAfter: Date;
  onShare: (share: number | null) => void;
};

/**
 * Writes `events_cleaned.parquet`: the accepted lines without duplicates, in input order, typed, with calendar columns
 * in the reporting time zone and the place each event came from. Then declares the view `cleaned` over it, with `file_row_number`.
 */
export async function cleanEvents(database: Database, path: string, options: CleanOptions): Promise<void> {
  const columns = options.profile.properties.length;
  const vectorBytes = heaviestVector(options.sources);
  const isHeavy = columns > wideColumns || vectorBytes > heavyVectorBytes;
  const layout = isHeavy ? heavyParquet(columns) : parquet(columns, vectorBytes);
  const sql = `COPY (${cleanedEvents(options)}) TO ${quoteText(path)} ${layout}`;
  const write = () => database.run(sql, { onShare: options.onShare });
  await (isHeavy ? database.serially(write) : write());
  await database.run(`CREATE OR REPLACE VIEW cleaned AS SELECT * FROM ${readParquet(path)}`);
}

// No join here: DuckDB keeps the order of rows through scans, filters and expressions, but not through a join.
function cleanedEvents({ sources, profile, isFirst, config, futureAfter }: CleanOptions): string {
  const { properties, restKeys, hasExactLines } = profile;
  const withMarks = properties.some(({ keepsDigits }) => keepsDigits) || (restKeys > 0 && hasExactLines);
  const { max_revenue_per_event, revenue_property, timezone } = config.aggregation;
  const amount = numericProperty(profile, revenue_property) ?? 'NULL';
  const values = properties.map(
    (property) =>
      `${propertyValue(property, properties, property.type)} AS ${quoteIdentifier(property.column)}`,
  );
  if (restKeys > 0) values.push(`${restValue(properties, withMarks)} AS ${restColumn}`);
  const columns = properties.map((property) => quoteIdentifier(property.column));
  if (restKeys > 0) columns.push(restColumn);
  return `
    SELECT event_id, player_id, session_id, event_type, timestamp,
      local::DATE AS event_date, hour(local)::TINYINT AS event_hour, isodow(local)::TINYINT AS day_of_week,
      timestamp > ${quoteInstant(futureAfter)} AS is_future,
      coalesce(${isPurchase(config.aggregation)} AND ${amount} > ${max_revenue_per_event}, false) AS is_revenue_outlier,
      ${[...columns, ''].join(', ')}
      ${quoteTextList(sources.map((source) => source.input.path))}[file] AS source_file,
      line_number - [${linesBefore(sources).join(', ')}][file] + 1 AS source_line
    FROM (
      SELECT *, timezone(${quoteText(timezone)}, timestamp) AS local ${['', ...values].join(',\n        ')}
      FROM (
        SELECT *, ${structureColumns(properties, ({ type }) => type, withMarks)}
        FROM ${linesWithMarks(withMarks ? 'exact IS NOT NULL' : null)}
        WHERE reason IS NULL AND ${isFirst}))`;
}
