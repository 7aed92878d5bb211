import { expect, test } from 'vitest';
import { LatestFirst } from './latest-first.ts';

test('the latest goes first, and what nobody waits for is never begun', async () => {
  const queue = new LatestFirst(1);
  const begun: string[] = [];
  let finishFirst = () => {};
  const first = queue.do(
    () =>
      new Promise<void>((resolve) => {
        begun.push('first');
        finishFirst = resolve;
      }),
    new AbortController().signal,
  );
  await Promise.resolve();
  const ask = (name: string, controller = new AbortController()) => ({
    controller,
    done: queue.do(async () => begun.push(name), controller.signal),
  });
  const old = ask('old');
  const stale = ask('stale');
  const latest = ask('latest');
  stale.controller.abort(new Error('scrolled on'));
  await expect(stale.done).rejects.toThrow('scrolled on');
  finishFirst();
  await Promise.all([first, latest.done, old.done]);
  expect(begun).toEqual(['first', 'latest', 'old']);
});

test('a task that fails makes room for the next', async () => {
  const queue = new LatestFirst(1);
  const { signal } = new AbortController();
  await expect(queue.do(() => Promise.reject(new Error('no')), signal)).rejects.toThrow('no');
  expect(await queue.do(async () => 'yes', signal)).toBe('yes');
});
