import type { OpenRun } from './open-run.ts';

/**
 * What several queries of a run share and one has to prepare, such as a table of active days: made at the first call,
 * and kept while the run is open. One that failed is tried again.
 */
export function oncePerRun<T>(prepare: (run: OpenRun) => Promise<T>): (run: OpenRun) => Promise<T> {
  const made = new WeakMap<OpenRun, Promise<T>>();
  return (run) => {
    const known = made.get(run);
    if (known !== undefined) return known;
    const fresh = prepare(run);
    made.set(run, fresh);
    fresh.catch(() => made.delete(run));
    return fresh;
  };
}
