import type { Distributions } from '../../../../shared/ipc/quality.ts';
import { oncePerRun } from '../once-per-run.ts';
import { readDuplicates } from './read-duplicates.ts';
import { readFuture } from './read-future.ts';
import { readRevenue } from './read-revenue.ts';

/** How duplicates, timestamps of the future and amounts of purchases are spread in a run. */
export const readDistributions = oncePerRun(
  async (run): Promise<Distributions> => ({
    duplicates: await readDuplicates(run),
    future: await readFuture(run),
    revenue: await readRevenue(run),
  }),
);
