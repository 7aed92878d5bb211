import type { OpenRun } from './open-run.ts';
import { SharedWork } from './shared-work.ts';

/**
 * What several queries of a run share and one has to prepare, such as a table of active days: made at the first call,
 * and kept while the run is open. One that failed, or that all who waited for it gave up, is tried again.
 */
export function oncePerRun<T>(prepare: (run: OpenRun) => Promise<T>): (run: OpenRun) => Promise<T> {
  const made = new WeakMap<OpenRun, SharedWork<T>>();
  return (run) => {
    const known = made.get(run.opened);
    const work = known?.isUsable ? known : new SharedWork((signal) => prepare(run.until(signal)));
    made.set(run.opened, work);
    return work.result(run.signal);
  };
}
