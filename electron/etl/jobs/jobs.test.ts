import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { EventOf, JobKind } from '../../../shared/ipc/jobs.ts';
import { makeFolder } from '../../../test/kit/folder.ts';
import { MemoryBudget } from '../memory-budget.ts';
import { OpenRuns } from '../queries/open-runs.ts';
import { preparationsOf } from '../queries/preparations.ts';
import { queryResources } from '../queries/query-resources.ts';
import { Jobs } from './jobs.ts';

const jobId = '7d444840-9dc0-41d1-b245-5ffdce74fad2';
const otherId = '0b0f3b7e-3b0e-4c55-9d0c-2f4f6a1d1c11';
const resources = { memoryLimit: 'auto', threads: 'auto' };
const run = { inputs: ['gone.jsonl'], config: null, environment: {}, spillFolder: null, ...resources };
const form = { format: 'csv', compression: 'zstd', layout: 'single' };
const reading = {
  timezone: 'UTC',
  maxLineBytes: 16_777_216,
  maxExpansionRatio: 200,
  maxPropertyColumns: 500,
};

/** A budget that has nothing to give: to ask it is a fault. */
class BrokenBudget extends MemoryBudget {
  override take(): Promise<never> {
    return Promise.reject(new Error('EIO'));
  }
}

/** What the engine does jobs with, in a folder of its own, and all that they tell. */
async function openJobs(budget = new MemoryBudget(1e9)) {
  const folder = await makeFolder();
  const folders = { runs: join(folder, 'runs'), logs: join(folder, 'logs'), work: join(folder, 'work') };
  await mkdir(folders.work);
  const runs = new OpenRuns({
    folder: folders.runs,
    resources: queryResources,
    workFolder: folders.work,
    preparations: preparationsOf,
    isBusy: () => false,
  });
  const told: EventOf<JobKind>[] = [];
  let hear = () => {};
  const jobs = new Jobs({ folders, budget, runs }, (_kind, event) => {
    told.push(event);
    hear();
  });
  /** The end of a job, whether it came already or will. */
  const end = (id: string) =>
    new Promise<EventOf<JobKind>>((resolve) => {
      hear = () => {
        const found = told.find(
          ({ type, jobId: of }) => of === id && (type === 'finished' || type === 'failed'),
        );
        if (found !== undefined) resolve(found);
      };
      hear();
    });
  return { jobs, told, end, folder };
}

const starts = {
  run,
  export: { runId: otherId, form, outputs: ['daily'], folder: '/tmp', replace: [], ...resources },
  save: {
    rows: { table: 'events', runId: otherId, filters: [], sort: null, columns: ['event_id'] },
    target: '/tmp/x.csv',
    ...resources,
  },
  look: { depth: 'profile', paths: ['gone.jsonl'], reading, ...resources },
};

it.each(Object.entries(starts) as [JobKind, object][])(
  'a %s that began has an end, also where it gets no memory',
  async (kind, start) => {
    const { jobs, told, end } = await openJobs(new BrokenBudget(1));
    jobs.start(kind, jobId, start);
    expect(jobs.isBusy(kind)).toBe(true);
    expect(await end(jobId)).toMatchObject({ type: 'failed', error: { code: 'INTERNAL' } });
    const types = told.map(({ type }) => type);
    expect(types).toEqual(kind === 'run' ? ['started', 'log', 'failed'] : ['started', 'failed']);
    await expect.poll(() => jobs.isBusy(kind)).toBe(false);
  },
);

it.each(Object.keys(starts) as JobKind[])(
  'a %s that is not asked for as it should be does not begin',
  async (kind) => {
    const { jobs, told } = await openJobs();
    expect(() => jobs.start(kind, jobId, { nonsense: true })).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
    );
    expect(told).toEqual([]);
  },
);

it('a look ends as the next one starts, and as a run does; a run goes on beside a look', async () => {
  const { jobs, end, folder } = await openJobs();
  const path = join(folder, 'in.jsonl');
  await writeFile(path, await readFile('resources/sample_events.jsonl'));
  const look = { ...starts.look, paths: [path] };
  jobs.start('look', jobId, look);
  jobs.start('look', otherId, look);
  expect(await end(jobId)).toMatchObject({ error: { code: 'CANCELLED' } });
  const runId = 'a8098c1a-f86e-11da-bd1a-00112444be1e';
  jobs.start('run', runId, { ...run, inputs: [path] });
  expect(await end(otherId)).toMatchObject({ error: { code: 'CANCELLED' } });
  jobs.start('look', jobId, look);
  expect(await end(runId)).toMatchObject({ type: 'finished' });
});
