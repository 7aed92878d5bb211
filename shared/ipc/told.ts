import { z } from 'zod';

/** An event with its number: one more than that of the event before it, so that a page knows whether it missed one. */
export function toldSchema<Event extends z.ZodType>(event: Event) {
  return z.object({ number: z.number().int(), event });
}

/** What a job has told so far: enough for a page that comes later to stand where one stands that was there all the time. */
export function soFarSchema<Event extends z.ZodType>(event: Event) {
  return z.object({
    /** Of the latest event that is in it; 0 before the first. */
    number: z.number().int(),
    /** Of the job under way, or of the last one; empty where there was none. */
    events: z.array(event),
    isCancelling: z.boolean(),
  });
}

export type Told<Event> = { number: number; event: Event };
export type SoFar<Event> = { number: number; events: Event[]; isCancelling: boolean };
