import type { z } from 'zod';
import { checkIds, isCheckId } from './checks.ts';
import { graver } from './gravity.ts';
import { type StoredCheck, storedCheckSchema } from './stored-report.ts';

/** A check of a run in one figure, for a trend over runs. */
export const checkPointSchema = storedCheckSchema.pick({
  id: true,
  status: true,
  measured: true,
  threshold: true,
  unit: true,
});
export type CheckPoint = z.infer<typeof checkPointSchema>;

/**
 * One point a check, in the order of the checks, those of other versions last. A check that judges several columns is told by the gravest of its
 * results, among these by the largest figure.
 */
export function checkPoints(results: readonly StoredCheck[]): CheckPoint[] {
  return idsOf(results).flatMap((id) => {
    const [worst] = results.filter((result) => result.id === id).toSorted(graver);
    if (worst === undefined) return [];
    const { status, measured, threshold, unit } = worst;
    return [{ id, status, measured, threshold, unit }];
  });
}

/** The checks of results, in the order of this version, those of other versions last. */
export function idsOf(results: Iterable<{ readonly id: string }>): string[] {
  const there = new Set([...results].map(({ id }) => id));
  return [...checkIds.filter((id) => there.has(id)), ...[...there].filter((id) => !isCheckId(id))];
}
