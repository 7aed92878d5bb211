import { z } from 'zod';
import { jobIdSchema } from './schemas.ts';

/** A finished run that is asked about. */
export const runRefSchema = z.strictObject({ runId: jobIdSchema });

const whole = z.number().int();
const figure = z.number().nullable();

/** A row of `daily_metrics.parquet`: shared/metrics/definitions.ts says what each figure means. */
export const dailyRowSchema = z.object({
  event_date: z.iso.date(),
  is_complete: z.boolean(),
  below_min_dau: z.boolean(),
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
