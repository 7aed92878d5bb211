import { z } from 'zod';
import { type CheckResult, checkResultSchema, checkStatuses } from './check-result.ts';
import { checkIds } from './checks.ts';
import { graver } from './gravity.ts';

/** A check of a run in one figure, for a trend over runs. */
export const checkPointSchema = checkResultSchema
  .pick({ measured: true, threshold: true, unit: true })
  .extend({
    id: z.enum(checkIds),
    status: z.enum(checkStatuses),
  });
export type CheckPoint = z.infer<typeof checkPointSchema>;

/**
 * One point a check, in the order of the checks. A check that judges several columns is told by the gravest of its
 * results, among these by the largest figure.
 */
export function checkPoints(results: readonly CheckResult[]): CheckPoint[] {
  return checkIds.flatMap((id) => {
    const [worst] = results.filter((result) => result.id === id).toSorted(graver);
    if (worst === undefined) return [];
    const { status, measured, threshold, unit } = worst;
    return [{ id, status, measured, threshold, unit }];
  });
}
