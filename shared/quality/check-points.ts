import { z } from 'zod';
import {
  type CheckResult,
  type CheckStatus,
  checkIds,
  checkResultSchema,
  checkStatuses,
} from './check-result.ts';

/** A check of a run in one figure, for a trend over runs. */
export const checkPointSchema = checkResultSchema
  .pick({ measured: true, threshold: true, unit: true })
  .extend({
    id: z.enum(checkIds),
    status: z.enum(checkStatuses),
  });
export type CheckPoint = z.infer<typeof checkPointSchema>;

const gravity: Record<CheckStatus, number> = { skipped: 0, pass: 1, warn: 2, fail: 3, error: 4 };

/**
 * One point a check, in the order of the checks. A check that judges several columns is told by the gravest of its
 * results, among these by the largest figure.
 */
export function checkPoints(results: readonly CheckResult[]): CheckPoint[] {
  return checkIds.flatMap((id) => {
    const [worst] = results
      .filter((result) => result.id === id)
      .toSorted(
        (one, other) =>
          gravity[other.status] - gravity[one.status] || (other.measured ?? -1) - (one.measured ?? -1),
      );
    if (worst === undefined) return [];
    const { status, measured, threshold, unit } = worst;
    return [{ id, status, measured, threshold, unit }];
  });
}
