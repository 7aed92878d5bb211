import { join } from 'node:path';
import { parseSize } from '../../../shared/config/size.ts';
import { runExport } from '../export/run-export.ts';
import type { WorkOf } from './work.ts';

/** An export of a finished run. */
export const exportWork: WorkOf<'export'> = {
  givesWayTo: [],
  stepOf: ({ name }) => name,
  prepare: ({ runId, memoryLimit, threads, ...start }, jobId, { folders }) => ({
    begun: { folder: start.folder },
    memory: { kind: 'export', wanted: parseSize(memoryLimit) },
    log: null,
    tellEveryMs: 100,
    shown: (message) => message,
    do: async ({ signal, lease, tell }) => {
      const written = await runExport({
        ...start,
        jobId,
        runsFolder: folders.runs,
        runFolder: join(folders.runs, runId),
        resources: { memory_limit: lease?.limit ?? memoryLimit, threads },
        signal,
        onProgress: tell,
      });
      return { written: written.map((entry) => ({ ...entry, path: join(start.folder, entry.name) })) };
    },
  }),
};
