import type { SoFar, Told } from '../../../../shared/ipc/job.ts';

type Followed<Event> = {
  listen: (hear: (told: Told<Event>) => void) => void;
  /** Asks for what has happened so far. */
  catchUp: () => Promise<SoFar<Event>>;
  /** All that has happened so far comes at once. */
  receive: (events: readonly Event[]) => void;
  /** The job is being cancelled, by this page or the one before it. */
  onCancelling: () => void;
};

/**
 * Follows the events of jobs: first what has happened so far, then each as it comes, none twice and none left out,
 * wherever the page comes in between.
 */
export async function followEvents<Event>(followed: Followed<Event>): Promise<void> {
  const { listen, catchUp, receive, onCancelling } = followed;
  let last = 0;
  let isCatchingUp = true;
  let waiting: Told<Event>[] = [];

  const start = async () => {
    isCatchingUp = true;
    try {
      const { number, events, isCancelling } = await catchUp();
      last = number;
      receive(events);
      if (isCancelling) onCancelling();
    } finally {
      isCatchingUp = false;
    }
    const missed = waiting;
    waiting = [];
    for (const told of missed) hear(told);
  };
  const hear = (told: Told<Event>) => {
    if (isCatchingUp) {
      waiting.push(told);
    } else if (told.number === last + 1) {
      last = told.number;
      receive([told.event]);
    } else if (told.number > last) {
      // One is missing between: all of it once more.
      waiting.push(told);
      void start();
    }
  };
  listen(hear);
  await start();
}
