import { parseSize } from '../../../shared/config/size.ts';
import type { Preview, Reading } from '../../../shared/ipc/dataset.ts';
import { previewDataset } from '../look/preview-dataset.ts';
import { profileDataset } from '../look/profile-dataset.ts';
import { withWorkFolder } from '../work-folder.ts';
import { discoverDataset } from '../worker/discover-dataset.ts';
import type { WorkOf } from './work.ts';

/** A look into files before a run: who asks for the next no longer waits for the one before, and a run needs the machine. */
export const lookWork: WorkOf<'look'> = {
  givesWayTo: ['look', 'run'],
  stepOf: ({ stage }) => stage,
  prepare: ({ depth, paths, reading, memoryLimit, threads }, _jobId, { folders }) => ({
    begun: null,
    memory: { kind: 'look', wanted: depth === 'preview' ? null : parseSize(memoryLimit) },
    log: null,
    // The engine's own reporter sees to that.
    tellEveryMs: 0,
    shown: (message) => message,
    do: ({ signal, lease, tell }) =>
      withWorkFolder(folders.work, async (workFolder) => {
        const limit = lease?.limit ?? memoryLimit;
        if (depth === 'preview')
          return {
            depth,
            found: await preview(paths, { workFolder, signal, reading, memoryLimit: limit }),
          };
        const { files } = await discoverDataset(paths);
        const found = await profileDataset(files, {
          workFolder,
          signal,
          reading,
          resources: { memory_limit: limit, threads },
          onProgress: (progress) => {
            if (!signal.aborted) tell(progress);
          },
        });
        return { depth, found };
      }),
  }),
};

type Look = { workFolder: string; signal: AbortSignal; reading: Reading; memoryLimit: string };

/** A path that cannot be used is named among the files. */
async function preview(paths: readonly string[], look: Look): Promise<Preview> {
  const { files, problems } = await discoverDataset(paths);
  const found = await previewDataset(files, look);
  const unusable = problems.map(({ path, message }) => ({ path, problem: message }));
  const blank = { lines: null, isExact: false };
  return { ...found, files: [...found.files, ...unusable.map((one) => ({ ...one, ...blank }))] };
}
