import { z } from 'zod';
import { jobIdSchema } from './schemas.ts';

/** A finished run that is asked about. */
export const runRefSchema = z.strictObject({ runId: jobIdSchema });

// Null on every day of a run whose version did not have the column.
const whole = z.number().int().nullable();
const figure = z.number().nullable();

/** A row of `daily_metrics.parquet`: shared/metrics/definitions.ts says what each figure means. */
export const dailyRowSchema = z.object({
  event_date: z.iso.date(),
  is_complete: z.boolean(),
  below_min_dau: z.boolean().nullable(),
  dau: whole,
  wau: whole,
  mau: whole,
  stickiness: figure,
  new_players: whole,
  returning_players: whole,
  resurrected_players: whole,
  dormant_players: whole,
  total_events: whole,
  total_sessions: whole,
  sessions_per_user: figure,
  avg_session_duration: figure,
  avg_session_span: figure,
  total_levels_played: figure,
  total_purchases: whole,
  total_revenue: figure,
  paying_users: whole,
  revenue_outliers: figure,
  outlier_revenue: figure,
  arpu: figure,
  arppu: figure,
  conversion_rate: figure,
});
export type DailyRow = z.infer<typeof dailyRowSchema>;

/** The columns that a run does not have: every version that has them writes them on each day. */
export function missingColumns(rows: readonly DailyRow[]): string[] {
  if (rows.length === 0) return [];
  return alwaysWritten.filter((column) => rows.every((row) => row[column] === null));
}

const alwaysWritten = [
  ...(['below_min_dau', 'dau', 'wau', 'mau', 'new_players', 'returning_players'] as const),
  ...(['resurrected_players', 'dormant_players', 'total_events', 'total_sessions'] as const),
  ...(['total_purchases', 'paying_users'] as const),
];
