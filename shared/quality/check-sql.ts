import type { EtlConfig } from '../config/schema.ts';
import type { Manifest } from '../run/manifest.ts';
import type { CheckResult } from './check-result.ts';

type Judged = {
  manifest: Pick<Manifest, 'as_of' | 'properties'>;
  /** The thresholds in force. */
  config: EtlConfig;
};

const events = "'events_cleaned.parquet'";
const quarantine = `read_json('rejected_events.jsonl', format = 'newline_delimited', columns = {reason: 'VARCHAR'})`;

/**
 * The statement that measures a check from a run's own files; undefined where nothing would be read: no type is required,
 * no column can hold an amount. @param column for `max_null_percentage`
 */
export function checkSql(
  id: CheckResult['id'],
  { manifest, config }: Judged,
  column?: string,
): string | undefined {
  const checks = config.quality_checks;
  switch (id) {
    case 'failed_lines':
      return `SELECT count(*) FROM ${quarantine}\nWHERE reason <> 'duplicate_event_id'`;
    case 'duplicate_events':
      return `SELECT count(*) FROM ${quarantine}\nWHERE reason = 'duplicate_event_id'`;
    case 'min_events':
      return `SELECT count(*) FROM ${events}`;
    case 'required_event_types': {
      const types = checks.required_event_types.map(quoteText).join(', ');
      if (types === '') return undefined;
      return `SELECT count(*) FROM (SELECT unnest([${types}]) AS type)\nWHERE type NOT IN (SELECT event_type FROM ${events})`;
    }
    case 'future_timestamps':
      return `SELECT count(*) FROM ${events}
WHERE epoch_us(timestamp) - epoch_us(TIMESTAMPTZ ${quoteText(manifest.as_of)}) > ${checks.max_future_days} * 86400 * 1e6`;
    case 'max_null_percentage':
      return column === undefined ? undefined : nullShareSql(column, checks.null_scope);
    case 'revenue_outliers': {
      const amount = amountOf(manifest, config.aggregation.revenue_property);
      if (amount === undefined) return undefined;
      return `SELECT count(*) FROM ${events}
WHERE event_type = ${quoteText(config.aggregation.purchase_event_type)}
  AND ${amount} > ${config.aggregation.max_revenue_per_event}`;
    }
    case 'min_dau':
      return `SELECT min(dau) FROM 'daily_metrics.parquet' WHERE is_complete`;
  }
}

/** The share of nulls in a column, in one scope. */
export function nullShareSql(column: string, scope: EtlConfig['quality_checks']['null_scope']): string {
  const name = quoteIdentifier(column);
  const share = `SELECT 1 - count(${name}) / count(*) AS null_share\nFROM ${events}`;
  return scope === 'all_rows'
    ? share
    : `${share}\nWHERE event_type IN (SELECT event_type FROM ${events} WHERE ${name} IS NOT NULL)`;
}

/** The amount of an event as a number; undefined where no column of its own can hold one. */
function amountOf({ properties }: Judged['manifest'], key: string): string | undefined {
  const property = properties.find((candidate) => candidate.key === key);
  if (property === undefined || property.type === 'BOOLEAN') return undefined;
  const name = quoteIdentifier(property.column);
  if (property.type !== 'VARCHAR') return name;
  // DuckDB's cast takes more for a number than the definition does: white space, `1_000`, `0x10`.
  return `CASE WHEN regexp_full_match(${name}, '[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]+)?') AND isfinite(TRY_CAST(${name} AS DOUBLE)) THEN ${name}::DOUBLE END`;
}

function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
