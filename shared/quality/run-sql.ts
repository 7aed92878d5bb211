import type { EtlConfig } from '../config/schema.ts';
import { quoteIdentifier } from '../sql/quote.ts';

/** The cleaned events of a run, beside a statement over its files. */
export const eventsFile = "'events_cleaned.parquet'";

const quarantine = `read_json('rejected_events.jsonl', format = 'newline_delimited', columns = {reason: 'VARCHAR'})`;

/** How many lines of a run are no event. */
export const rejectedLinesSql = `SELECT count(*) FROM ${quarantine}\nWHERE reason <> 'duplicate_event_id'`;

/** How many lines of a run have the id of an earlier one. */
export const duplicateLinesSql = `SELECT count(*) FROM ${quarantine}\nWHERE reason = 'duplicate_event_id'`;

/** How many lines a run put aside, by reason. */
export const quarantineSql = `SELECT reason, count(*) AS lines FROM ${quarantine}\nGROUP BY reason ORDER BY lines DESC`;

/** Seconds by which an event is dated after an instant. @param instant as SQL */
export function secondsAheadSql(instant: string): string {
  return `(epoch_us(timestamp) - epoch_us(${instant})) / 1e6`;
}

/** The share of nulls in a column, in one scope. */
export function nullShareSql(column: string, scope: EtlConfig['quality_checks']['null_scope']): string {
  const name = quoteIdentifier(column);
  const share = `SELECT 1 - count(${name}) / count(*) AS null_share\nFROM ${eventsFile}`;
  return scope === 'all_rows'
    ? share
    : `${share}\nWHERE event_type IN (SELECT event_type FROM ${eventsFile} WHERE ${name} IS NOT NULL)`;
}
