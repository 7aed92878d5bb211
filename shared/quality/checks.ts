import type { Check } from './check.ts';
import { arrivals } from './checks/arrivals.ts';
import { days } from './checks/days.ts';
import { values } from './checks/values.ts';

const declared = { ...arrivals, ...values, ...days };

/** A check of this version. */
export type CheckId = keyof typeof declared;

/** Every check, in the order they are reported in. All that is said of a check follows from its entry. */
export const checks: Readonly<Record<CheckId, Check>> = declared;

/** Whether a check is one of this version. */
export function isCheckId(id: string): id is CheckId {
  return Object.hasOwn(checks, id);
}

export const checkIds: readonly CheckId[] = Object.keys(checks).filter(isCheckId);
