import type { z } from 'zod';
import { type EventOf, type JobKind, type JobProgress, jobSchemas } from '../../../shared/ipc/jobs.ts';
import type { Failure } from '../../../shared/ipc/reply.ts';

/** What is particular to a kind of job. */
export type Kind<K extends JobKind> = {
  event: z.ZodType<EventOf<K>>;
  /** What the user is told who starts a second one; null where it takes the place of the first. */
  busy: Failure | null;
  /** What is told of one that was cancelled and went with its engine. */
  cancelled: string;
  /** What is told of one that went with its engine unasked. @param failure what is known of the end of the engine */
  lost: (failure: Failure) => Failure;
  /** Whether an engine that does not let go of a cancelled one is ended, with all that is under way in it. */
  endsStuckEngine: boolean;
  /** Whether it is cancelled once the page that wanted it is gone. */
  endsWithPage: boolean;
  /** As in `A run is under way`, to those who leave the app; null where nothing is lost with it. */
  name: string | null;
  /** What a page that comes later is told of: the first and the latest report of each step. */
  stepOf: (progress: JobProgress<K>) => unknown;
};

const asItIs = (failure: Failure) => failure;

export const kinds: { readonly [K in JobKind]: Kind<K> } = {
  run: {
    event: jobSchemas.run.event,
    busy: { code: 'RUN_ACTIVE', message: 'A run is under way: wait for its end, or cancel it.' },
    cancelled: 'The run was cancelled; nothing was written.',
    lost: asItIs,
    endsStuckEngine: true,
    endsWithPage: false,
    name: 'a run',
    stepOf: ({ stage }) => stage,
  },
  export: {
    event: jobSchemas.export.event,
    busy: { code: 'EXPORT_ACTIVE', message: 'An export is under way: wait for its end, or cancel it.' },
    cancelled: 'The export was cancelled; nothing was written.',
    lost: ({ code }) => ({
      code,
      message:
        'The engine stopped unexpectedly, perhaps for want of memory; no file is half-written. Start the export again; if it stops again, lower the memory limit in Settings.',
    }),
    // A run may be under way in it.
    endsStuckEngine: false,
    endsWithPage: false,
    name: 'an export',
    stepOf: () => null,
  },
  save: {
    event: jobSchemas.save.event,
    busy: { code: 'SAVE_ACTIVE', message: 'A table is being saved: wait for the end of it, or cancel it.' },
    cancelled: 'The save was cancelled; nothing was written.',
    lost: asItIs,
    endsStuckEngine: false,
    endsWithPage: false,
    name: 'the saving of a table',
    stepOf: () => null,
  },
  look: {
    event: jobSchemas.look.event,
    busy: null,
    cancelled: 'The look was cancelled; nothing was written.',
    lost: asItIs,
    endsStuckEngine: false,
    endsWithPage: true,
    name: null,
    stepOf: () => null,
  },
};
