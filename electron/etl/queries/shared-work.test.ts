import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { untilAborted } from '../until-aborted.ts';
import { SharedWork } from './shared-work.ts';

/** Work that ends by hand, or by its signal. */
function begin() {
  let finish = (_value: string) => {};
  const finished = new Promise<string>((resolve) => {
    finish = resolve;
  });
  let isEnded = false;
  const work = new SharedWork(async (signal) => {
    signal.addEventListener('abort', () => {
      isEnded = true;
    });
    return untilAborted(finished, signal);
  });
  return { work, finish: (value: string) => finish(value), isEnded: () => isEnded };
}

const cancelled = { code: 'CANCELLED' };

test('one that stops waiting leaves the work to the others', async () => {
  const { work, finish, isEnded } = begin();
  const [one, other] = [new AbortController(), new AbortController()];
  const answers = [work.result(one.signal), work.result(other.signal)];
  one.abort();
  await expect(answers[0]).rejects.toMatchObject(cancelled);
  expect([isEnded(), work.isUsable, work.isDone]).toEqual([false, true, false]);
  finish('made');
  expect(await answers[1]).toBe('made');
  other.abort();
  expect(await work.result(new AbortController().signal)).toBe('made');
  expect([isEnded(), work.isUsable, work.isDone]).toEqual([false, true, true]);
});

test('it ends once nobody waits, and has to begin anew', async () => {
  const { work, isEnded } = begin();
  const controllers = [new AbortController(), new AbortController()];
  const answers = controllers.map(({ signal }) => work.result(signal));
  for (const controller of controllers) controller.abort();
  for (const answer of answers) await expect(answer).rejects.toMatchObject(cancelled);
  await setImmediate();
  expect([isEnded(), work.isUsable, work.isDone]).toEqual([true, false, false]);
});

test('given up, it fails for all who wait', async () => {
  const { work, isEnded } = begin();
  const answer = work.result(new AbortController().signal);
  work.giveUp();
  await expect(answer).rejects.toMatchObject(cancelled);
  expect(isEnded()).toBe(true);
});
