import type { Retained } from '../ipc/history.ts';

/** Retention on one day number in two runs; each side is null where no cohort has that day complete. */
export type RetentionDifference = {
  day: number;
  a: Retained | null;
  b: Retained | null;
  /** B minus A, as a share; null where one side has no share. */
  difference: number | null;
};

/** The share of players retained. */
export function retentionRate({ active, players }: Retained): number {
  return active / players;
}

/** Every day number that one of two runs has, in order. */
export function retentionDifferences(a: readonly Retained[], b: readonly Retained[]): RetentionDifference[] {
  const [inA, inB] = [byDay(a), byDay(b)];
  const days = [...new Set([...inA.keys(), ...inB.keys()])].toSorted((one, other) => one - other);
  return days.map((day) => {
    const [left, right] = [inA.get(day) ?? null, inB.get(day) ?? null];
    const difference = left === null || right === null ? null : retentionRate(right) - retentionRate(left);
    return { day, a: left, b: right, difference };
  });
}

function byDay(retained: readonly Retained[]): Map<number, Retained> {
  return new Map(retained.map((one) => [one.day, one]));
}
