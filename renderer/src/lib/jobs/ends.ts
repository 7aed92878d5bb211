import type { JobEvent } from '../../../../shared/ipc/job.ts';

type EndOf<Event extends JobEvent> = Extract<Event, { type: 'finished' | 'failed' }>;
export type ResultOf<Event extends JobEvent> = Extract<Event, { type: 'finished' }>['result'];

/** How jobs ended, for those who wait for that: also where the end came before its start was answered. */
export class Ends<Event extends JobEvent> {
  readonly #waiting = new Map<string, (end: EndOf<Event>) => void>();
  #last: EndOf<Event> | null = null;

  hear(event: Event): void {
    if (!isEnd(event)) return;
    this.#last = event;
    this.#waiting.get(event.jobId)?.(event);
    this.#waiting.delete(event.jobId);
  }

  of(jobId: string): Promise<EndOf<Event>> {
    if (this.#last?.jobId === jobId) return Promise.resolve(this.#last);
    return new Promise((resolve) => this.#waiting.set(jobId, resolve));
  }
}

function isEnd<Event extends JobEvent>(event: Event): event is EndOf<Event> {
  return event.type === 'finished' || event.type === 'failed';
}
