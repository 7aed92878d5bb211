import { z } from 'zod';
import type { EventColumn } from '../../../../shared/events/columns.ts';
import type { EventFilter } from '../../../../shared/events/filters.ts';
import { filterValues } from '../../../../shared/events/filters.ts';
import { quoteText } from '../../../../shared/sql/quote.ts';
import type { Database } from '../../duckdb/database.ts';
import { findColumn, joined, plainValue, type WriteValue } from './filter-sql.ts';

/**
 * The filters as a WHERE clause over `events_cleaned.parquet` with its values as literals; empty without filters. Times
 * carry their offset, so that it means the same in any session.
 * @throws ArgumentError
 */
export async function whereClause(
  database: Database,
  columns: readonly EventColumn[],
  filters: readonly EventFilter[],
): Promise<string> {
  const instants = new Map<string, string>();
  for (const filter of filters) {
    if (findColumn(columns, filter.column).type !== 'TIMESTAMPTZ') continue;
    for (const text of filterValues(filter)) instants.set(text, await inUtc(database, text));
  }
  const literal: WriteValue = (type, text) => {
    switch (type) {
      case 'VARCHAR':
        return quoteText(text);
      case 'TIMESTAMPTZ':
        return `TIMESTAMPTZ ${quoteText(instants.get(text) ?? text)}`;
      case 'DATE':
        return `DATE ${quoteText(text)}`;
      case 'DOUBLE':
        return `${plainValue(type, text)}::DOUBLE`;
      case 'BOOLEAN':
      case 'TINYINT':
      case 'BIGINT':
        return plainValue(type, text);
    }
  };
  const conditions = joined(columns, filters, literal, '\n  AND ');
  return conditions === '' ? '' : `WHERE ${conditions}`;
}

/** A time, read in the reporting time zone where it names no offset, in UTC. */
async function inUtc(database: Database, text: string): Promise<string> {
  const { utc } = await database.queryOne(
    z.object({ utc: z.string() }),
    `SELECT timezone('UTC', $text::TIMESTAMPTZ)::VARCHAR || '+00' AS utc`,
    { params: { text } },
  );
  return utc;
}
