import type { StoredCheck } from '../../../../../shared/quality/stored-report.ts';
import { checkName } from '../check-name.ts';

/** A check in two runs; a side is null where it has no such check, such as for a column that is not there. */
export type CheckPair = {
  name: string;
  a: StoredCheck | null;
  b: StoredCheck | null;
  isChanged: boolean;
};

/** Every check of two runs, those whose status changed first. */
export function pairChecks(a: readonly StoredCheck[], b: readonly StoredCheck[]): CheckPair[] {
  const [inA, inB] = [byName(a), byName(b)];
  const pairs = [...new Set([...inA.keys(), ...inB.keys()])].map((name): CheckPair => {
    const [left, right] = [inA.get(name) ?? null, inB.get(name) ?? null];
    return { name, a: left, b: right, isChanged: left?.status !== right?.status };
  });
  return [...pairs.filter(({ isChanged }) => isChanged), ...pairs.filter(({ isChanged }) => !isChanged)];
}

function byName(checks: readonly StoredCheck[]): Map<string, StoredCheck> {
  return new Map(checks.map((check) => [checkName(check), check]));
}
