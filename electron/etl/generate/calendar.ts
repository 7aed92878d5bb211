const MS_PER_DAY = 86_400_000;

export const SECONDS_PER_DAY = 86_400;
export const MINUTES_PER_DAY = 1_440;

/** The day `YYYY-MM-DD` as days since 1970-01-01; null when the text is no date of the calendar. */
export function epochDay(date: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return null;
  const day = Date.parse(`${date}T00:00:00Z`) / MS_PER_DAY;
  return Number.isInteger(day) && dateText(day) === date ? day : null;
}

/** Days since 1970-01-01 as `YYYY-MM-DD`. */
export function dateText(day: number): string {
  return new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
}

/** A second of the day as `hh:mm:ss`. */
export function timeText(second: number): string {
  const minute = Math.floor(second / 60);
  return `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}:${twoDigits(second % 60)}`;
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : `${value}`;
}

/** How lively a day is beside an average one, by its weekday: games are played at weekends. */
export function weekdayFactor(day: number): number {
  // 1970-01-01 was a Thursday; index 0 is Monday.
  return [0.94, 0.92, 0.93, 0.96, 1.05, 1.14, 1.12][(day + 3) % 7] ?? 1;
}

// Relative number of sessions that start in each hour: quiet nights, a lunch bump, a peak at 20:00.
const hourWeights = [
  16, 10, 7, 5, 5, 8, 15, 25, 34, 38, 41, 46, 54, 52, 47, 46, 50, 58, 67, 77, 84, 78, 57, 32,
];

/** `share[m]` of a day's sessions (0..1) have started when minute `m` begins; `share[1440]` is 1. */
export function shareByMinute(): Float64Array {
  const share = new Float64Array(MINUTES_PER_DAY + 1);
  const perDay = 60 * hourWeights.reduce((sum, weight) => sum + weight, 0);
  let sum = 0;
  for (let minute = 0; minute < MINUTES_PER_DAY; minute++) {
    sum += hourWeights[Math.floor(minute / 60)] ?? 0;
    share[minute + 1] = sum / perDay;
  }
  return share;
}
