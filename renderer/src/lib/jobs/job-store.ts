import { create } from 'zustand';
import type { JobEvent, SoFar, Told } from '../../../../shared/ipc/job.ts';
import type { Failure, Reply } from '../../../../shared/ipc/reply.ts';
import { CallError, call, failureOfCall } from '../call.ts';
import { Ends, type ResultOf } from './ends.ts';
import { followEvents } from './follow-events.ts';
import { isActive, type JobState } from './job-state.ts';

/** A kind of job: how it is reached, and what is made of its events. */
type Kind<Request, Event extends JobEvent, State> = {
  start: (request: Request) => Promise<Reply<{ jobId: string } | null>>;
  cancel: (job: { jobId: string }) => Promise<Reply<undefined>>;
  /** Where the one under way stands, or the last one. */
  current: () => Promise<Reply<SoFar<Event>>>;
  listen: (hear: (told: Told<Event>) => void) => void;
  advance: (job: State | null, event: Event) => State | null;
  /** Hears each event, those before this page came as well, once the job is where it leads. */
  onEvent?: (event: Event) => void;
};

type JobStore<State> = {
  /** The job on screen: the one under way, or the last one that was. */
  job: State | null;
  /** Why the last attempt to start, or to cancel, failed. */
  startFailure: Failure | null;
  /** From the press of the button on, until it has begun. */
  isStarting: boolean;
};

/** Whether a job is under way, or about to be. */
export function isBusy({ job, isStarting }: JobStore<Pick<JobState<unknown, unknown, unknown>, 'status'>>) {
  return isStarting || (job !== null && isActive(job));
}

/** Jobs of a kind, one at a time: followed for as long as the page lives, started and cancelled. */
export function jobStore<
  Request,
  Event extends JobEvent,
  State extends Pick<JobState<unknown, unknown, unknown>, 'jobId' | 'status'>,
>(kind: Kind<Request, Event, State>) {
  const use = create<JobStore<State>>(() => ({ job: null, startFailure: null, isStarting: false }));
  const ends = new Ends<Event>();
  const toCancelling = () =>
    use.setState(({ job }) => ({ job: job && isActive(job) ? { ...job, status: 'cancelling' } : job }));
  return {
    use,

    /** Catches up with the job under way, or the last one, and follows every one from then on. */
    listen: () =>
      followEvents<Event>({
        listen: kind.listen,
        catchUp: () => call(kind.current()),
        receive: (events) => {
          // What has happened so far is one change: nobody hears again of an end that was told before.
          use.setState(({ job }) => ({ job: events.reduce(kind.advance, job) }));
          for (const event of events) {
            kind.onEvent?.(event);
            ends.hear(event);
          }
        },
        onCancelling: toCancelling,
      }),

    /**
     * Starts one, unless one is under way; it is followed by its events.
     * @param make what it is started with; null where nothing comes of it, which is told elsewhere
     */
    start: async (make: () => Request | null | Promise<Request | null>): Promise<void> => {
      if (isBusy(use.getState())) return;
      use.setState({ isStarting: true, startFailure: null });
      try {
        const request = await make();
        if (request !== null) await call(kind.start(request));
      } catch (error) {
        use.setState({ startFailure: failureOfCall(error) });
      } finally {
        use.setState({ isStarting: false });
      }
    },

    /**
     * Starts one and waits for what comes of it; who waits no longer cancels it.
     * @throws CallError with why nothing does
     */
    result: async (request: Request, signal: AbortSignal): Promise<ResultOf<Event>> => {
      const job = await call(kind.start(request));
      if (job === null) throw new CallError({ code: 'CANCELLED', message: 'Nothing was started.' });
      // Where the engine is gone there is nothing to cancel.
      const cancel = () => void call(kind.cancel(job)).catch(() => {});
      if (signal.aborted) cancel();
      signal.addEventListener('abort', cancel, { once: true });
      try {
        const end = await ends.of(job.jobId);
        if (end.type === 'failed') throw new CallError(end.error);
        return end.result;
      } finally {
        signal.removeEventListener('abort', cancel);
      }
    },

    /** Cancels the one under way; one that is being put in place already may still finish. */
    cancel: async (): Promise<void> => {
      const { job } = use.getState();
      if (job?.status !== 'running') return;
      toCancelling();
      try {
        await call(kind.cancel({ jobId: job.jobId }));
      } catch (error) {
        use.setState({ startFailure: failureOfCall(error) });
      }
    },
  };
}
