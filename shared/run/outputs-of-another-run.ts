import { outputNames } from './outputs.ts';

/**
 * What of a folder an export has to remove: a manifest describes the tables beside it, so none of another run may stand there.
 * @param existing what stands in the folder under the names of outputs
 * @param chosen the names the export writes
 * @param isSameRun whether the manifest in the folder is that of the exported run
 */
export function outputsOfAnotherRun<T extends { name: string }>(
  existing: readonly T[],
  chosen: readonly string[],
  isSameRun: boolean,
): T[] {
  const left = existing.filter(({ name }) => !chosen.includes(name));
  const hasManifest = [...chosen, ...left.map(({ name }) => name)].includes(outputNames.manifest);
  return isSameRun || !hasManifest ? [] : left;
}
