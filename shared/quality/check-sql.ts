import type { EtlConfig } from '../config/schema.ts';
import { knownConfig, type StoredConfig } from '../config/stored-config.ts';
import { amountOf, contextOf } from '../metrics/metric-context.ts';
import { outputFiles } from '../run/outputs.ts';
import type { StoredManifest } from '../run/stored-manifest.ts';
import { quoteIdentifier, quoteText } from '../sql/quote.ts';
import { isCheckId } from './check-result.ts';

type Judged = {
  manifest: StoredManifest;
  /** The thresholds in force. */
  config: StoredConfig;
};

const events = outputFiles.events;
const quarantine = `read_json(${outputFiles.quarantine}, format = 'newline_delimited', columns = {reason: 'VARCHAR'})`;

/** How many lines of a run are no event. */
export const rejectedLinesSql = `SELECT count(*) FROM ${quarantine}\nWHERE reason <> 'duplicate_event_id'`;

/** How many lines of a run have the id of an earlier one. */
export const duplicateLinesSql = `SELECT count(*) FROM ${quarantine}\nWHERE reason = 'duplicate_event_id'`;

/** How many lines a run put aside, by reason. */
export const quarantineSql = `SELECT reason, count(*) AS lines FROM ${quarantine}\nGROUP BY reason ORDER BY lines DESC`;

/**
 * The statement that measures a check from a run's own files; undefined where nothing would be read: no type is required,
 * no column can hold an amount, or the run does not say the threshold. @param column for `max_null_percentage`
 */
export function checkSql(id: string, { manifest, config }: Judged, column?: string): string | undefined {
  const { quality_checks: checks, aggregation } = knownConfig(config);
  if (!isCheckId(id)) return undefined;
  switch (id) {
    case 'failed_lines':
      return rejectedLinesSql;
    case 'duplicate_events':
      return duplicateLinesSql;
    case 'min_events':
      return `SELECT count(*) FROM ${events}`;
    case 'required_event_types': {
      const types = checks.required_event_types?.map(quoteText).join(', ') ?? '';
      if (types === '') return undefined;
      return `SELECT count(*) FROM (SELECT unnest([${types}]) AS type)\nWHERE type NOT IN (SELECT event_type FROM ${events})`;
    }
    case 'future_timestamps':
      if (checks.max_future_days === undefined) return undefined;
      return `SELECT count(*) FROM ${events}
WHERE epoch_us(timestamp) - epoch_us(TIMESTAMPTZ ${quoteText(manifest.as_of)}) > ${checks.max_future_days} * 86400 * 1e6`;
    case 'max_null_percentage':
      return column === undefined || checks.null_scope === undefined
        ? undefined
        : nullShareSql(column, checks.null_scope);
    case 'revenue_outliers': {
      // What counts as a purchase was settled by the run; only the limit has moved since.
      const amount = amountOf(contextOf(manifest));
      return amount === null || aggregation.max_revenue_per_event === undefined
        ? undefined
        : `SELECT count(*) FROM ${events}
WHERE event_type = ${quoteText(manifest.config.aggregation.purchase_event_type)}
  AND ${amount} > ${aggregation.max_revenue_per_event}`;
    }
    case 'min_dau':
      return `SELECT min(dau) FROM ${outputFiles.daily} WHERE is_complete`;
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
