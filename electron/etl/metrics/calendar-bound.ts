import { z } from 'zod';
import { formatCount, formatNumber } from '../../../shared/format/number.ts';
import { count, type Database } from '../duckdb/database.ts';
import type { Calendar } from './activity.ts';

const placesShown = 3;

/**
 * Says why a calendar is too long: every day is a row of daily metrics, and every day after it another of each cohort, so
 * that a few clocks that are years off make millions. Null where it has at most `maxRows` rows.
 */
export async function explainLongCalendar(
  database: Database,
  calendar: Calendar | null,
  maxRows: number,
): Promise<string | null> {
  if (calendar === null || calendar.days + calendar.cohortRows <= maxRows) return null;
  const earliest = await database.query(
    z.object({ file: z.string(), line: count, date: z.string() }),
    `SELECT source_file AS file, source_line AS line, event_date::VARCHAR AS date
     FROM events ORDER BY event_date, file_row_number LIMIT ${placesShown}`,
  );
  const places = earliest.map(({ file, line, date }) => `${file}:${line} (${date})`).join(', ');
  return (
    `The events run from ${calendar.firstDate} to ${calendar.lastDate}: ${formatCount(calendar.days, 'day')} and ${formatCount(calendar.cohortRows, 'row')} of cohorts, ` +
    `more than aggregation.max_calendar_rows allows (${formatNumber(maxRows)}). The earliest are ${places}: ` +
    'where their clocks are wrong, correct or remove them; else raise aggregation.max_calendar_rows.'
  );
}
