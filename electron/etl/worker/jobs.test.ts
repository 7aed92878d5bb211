import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { RunEvent } from '../../../shared/ipc/schemas.ts';
import { makeFolder } from '../../../test/kit/folder.ts';
import { MemoryBudget } from '../memory-budget.ts';
import { Jobs } from './jobs.ts';

const start = { inputs: ['gone.jsonl'], config: null, environment: {}, spillFolder: null } as const;

/** A budget that has nothing to give: to ask it is a fault. */
class BrokenBudget extends MemoryBudget {
  override take(): Promise<never> {
    return Promise.reject(new Error('EIO'));
  }
}

it('a run that began has an end, also where it gets no memory', async () => {
  const folder = await makeFolder();
  const folders = { runs: join(folder, 'runs'), logs: join(folder, 'logs'), work: join(folder, 'work') };
  const types: string[] = [];
  const ended = new Promise<RunEvent>((resolve) => {
    const jobs = new Jobs(folders, new BrokenBudget(1), (event) => {
      types.push(event.type);
      if (event.type === 'failed' || event.type === 'finished') resolve(event);
    });
    const jobId = '7d444840-9dc0-41d1-b245-5ffdce74fad2';
    jobs.start({ ...start, inputs: [...start.inputs], jobId, memoryLimit: 'auto', threads: 'auto' });
  });
  expect(await ended).toMatchObject({ type: 'failed', error: { code: 'INTERNAL' } });
  expect(types).toEqual(['started', 'log', 'failed']);
});
