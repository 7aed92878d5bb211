import { expect, test } from 'vitest';
import type { SoFar, Told } from '../../../../shared/ipc/job.ts';
import { followEvents } from './follow-events.ts';

/** An app that tells events, and a page that follows them; what it is told while it asks can be chosen. */
function newPage() {
  const seen: string[] = [];
  let heard: (told: Told<string>) => void = () => {};
  const all: string[] = [];
  let answers = 0;
  const tell = (event: string) => {
    all.push(event);
    return { number: all.length, event };
  };
  return {
    seen,
    /** It happens, and the page hears of it. */
    say: (event: string) => heard(tell(event)),
    /** It happens, and the page does not hear of it. */
    miss: (event: string) => void tell(event),
    answers: () => answers,
    follow: (meanwhile: () => void = () => {}) =>
      followEvents<string>({
        listen: (hear) => {
          heard = hear;
        },
        catchUp: async (): Promise<SoFar<string>> => {
          answers += 1;
          const soFar = { number: all.length, events: [...all], isCancelling: all.includes('cancel') };
          // What the page hears before the answer has come.
          meanwhile();
          await Promise.resolve();
          return soFar;
        },
        receive: (events) => seen.push(...events),
        onCancelling: () => seen.push('is cancelling'),
      }),
  };
}

test('what happened before is told first, and what comes while asking is told once', async () => {
  const page = newPage();
  for (const event of ['a', 'b']) page.miss(event);
  await page.follow(() => {
    page.say('c');
    page.say('d');
  });
  page.say('e');
  expect(page.seen).toEqual(['a', 'b', 'c', 'd', 'e']);
});

test('where one is missing, all is asked for once more', async () => {
  const page = newPage();
  await page.follow();
  page.say('a');
  page.miss('b');
  page.say('c');
  page.say('d');
  await expect.poll(() => page.seen).toEqual(['a', 'a', 'b', 'c', 'd']);
  expect(page.answers()).toBe(2);
});

test('a job that is being cancelled is known as such', async () => {
  const page = newPage();
  page.miss('cancel');
  await page.follow();
  expect(page.seen).toEqual(['cancel', 'is cancelling']);
});
