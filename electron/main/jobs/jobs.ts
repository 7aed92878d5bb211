import type { WebContents } from 'electron';
import type { AnsweredBy } from '../../../shared/ipc/contract.ts';
import { jobRefSchema, type Told } from '../../../shared/ipc/job.ts';
import { type EventOf, type JobKind, type JobRequest, jobKinds } from '../../../shared/ipc/jobs.ts';
import type { Failure } from '../../../shared/ipc/reply.ts';
import { CurrentJob, type JobEngine } from './current-job.ts';
import { kinds } from './kinds.ts';

/** Hears what happens in the jobs of each kind, with what the page asked for. */
export type JobListeners = {
  readonly [K in JobKind]: (told: Told<EventOf<K>>, request: JobRequest<K>) => void;
};

/** Every job under way, one a kind at most. */
export type Jobs = { readonly [K in JobKind]: CurrentJob<K> };

export function openJobs(engine: JobEngine, hear: JobListeners): Jobs {
  return {
    run: new CurrentJob('run', kinds.run, engine, hear.run),
    export: new CurrentJob('export', kinds.export, engine, hear.export),
    save: new CurrentJob('save', kinds.save, engine, hear.save),
    look: new CurrentJob('look', kinds.look, engine, hear.look),
  };
}

/** Answers the calls that are the same for each kind: `cancel` and `current`. */
export async function answerForJobs(jobs: Jobs, name: AnsweredBy<'jobs'>, value: unknown): Promise<unknown> {
  for (const kind of jobKinds) {
    if (name === `${kind}:cancel`) return jobs[kind].cancel(jobRefSchema.parse(value).jobId);
    if (name === `${kind}:current`) return jobs[kind].soFar;
  }
  throw new Error(`${name}: is of no kind of job.`);
}

/** Has those jobs end with a page that nobody else would ask for. */
export function endWithPage(jobs: Jobs, page: WebContents): void {
  const end = () => {
    for (const kind of jobKinds) if (kinds[kind].endsWithPage) void jobs[kind].end();
  };
  page.on('did-navigate', end);
  page.on('render-process-gone', end);
  page.on('destroyed', end);
}

/** The engine is gone, and all jobs with it. */
export function stopJobs(jobs: Jobs, failure: Failure): void {
  for (const kind of jobKinds) jobs[kind].stopped(failure);
}
