import { expect, test } from 'vitest';
import type { JobEvent } from '../../../../shared/ipc/job.ts';
import { Ends } from './ends.ts';

const jobId = '7d444840-9dc0-41d1-b245-5ffdce74fad2';
const finished: JobEvent = { type: 'finished', jobId, atMs: 3, result: 'written' };

test('who waits for a job hears its end, whether it is still to come or was quicker than the answer to the start', async () => {
  const ends = new Ends();
  const later = ends.of(jobId);
  ends.hear({ type: 'progress', jobId, atMs: 2, progress: 1 });
  ends.hear(finished);
  expect(await later).toEqual(finished);
  expect(await ends.of(jobId)).toEqual(finished);
});
