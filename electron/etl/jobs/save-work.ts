import { dirname, join } from 'node:path';
import { parseSize } from '../../../shared/config/size.ts';
import { assertTarget } from '../export/target-folder.ts';
import { memoryRemedy } from '../memory-budget.ts';
import { saveEvents } from '../queries/data/save-events.ts';
import { OpenRun } from '../queries/open-run.ts';
import { saveQuarantine } from '../queries/quality/save-quarantine.ts';
import type { WorkOf } from './work.ts';

/**
 * A table of a finished run, saved as CSV. For events the run is opened anew, with the memory and threads of an export:
 * sorting all its rows leaves the memory of what is on screen alone.
 */
export const saveWork: WorkOf<'save'> = {
  givesWayTo: [],
  stepOf: () => null,
  prepare: ({ rows, target: path, memoryLimit, threads }, _jobId, { folders, runs }) => ({
    begun: { table: rows.table, path },
    memory: rows.table === 'events' ? { kind: 'save', wanted: parseSize(memoryLimit) } : null,
    log: null,
    tellEveryMs: 100,
    shown: (message) => message,
    do: async ({ signal, lease, tell }) => {
      await assertTarget(dirname(path), folders.runs);
      const target = { path, signal, onShare: tell };
      if (rows.table === 'quarantine') {
        await runs.use(rows.runId, (run) => saveQuarantine(run, rows, target), signal);
        return { path };
      }
      const resources = { memory_limit: lease?.limit ?? memoryLimit, threads, memoryRemedy };
      const run = await OpenRun.open(join(folders.runs, rows.runId), resources, folders.work);
      try {
        await saveEvents(run, rows, target);
      } finally {
        await run.close();
      }
      return { path };
    },
  }),
};
