import { expect, test } from 'vitest';
import { LateWrite } from './late-write.ts';

test('changes that follow one another closely are written once, the latest of them', async () => {
  let state = 0;
  const written: number[] = [];
  const late = new LateWrite(async () => {
    written.push(state);
  });
  const asked = Array.from({ length: 100 }, () => {
    state += 1;
    return late.request();
  });
  expect(written).toEqual([]);
  await Promise.all(asked);
  expect(written).toEqual([100]);
  state = 200;
  await late.request();
  expect(written).toEqual([100, 200]);
});

test('a flush writes what is waiting, and waits for what is being written', async () => {
  const written: string[] = [];
  let state = 'a';
  const late = new LateWrite(async () => {
    const found = state;
    await new Promise((done) => setTimeout(done, 20));
    written.push(found);
  });
  await late.flush();
  expect(written).toEqual([]);
  const first = late.request();
  void late.flush();
  await new Promise((done) => setTimeout(done, 5));
  state = 'b';
  const second = late.request();
  await late.flush();
  expect(written).toEqual(['a', 'b']);
  await Promise.all([first, second]);
  await late.flush();
  expect(written).toEqual(['a', 'b']);
});

test('changes without end are written all the same', async () => {
  let writes = 0;
  const late = new LateWrite(async () => {
    writes += 1;
  });
  const timer = setInterval(() => void late.request(), 10);
  try {
    await expect.poll(() => writes, { timeout: 5000 }).toBe(2);
  } finally {
    clearInterval(timer);
    await late.flush();
  }
});

test('all who asked hear of a failure, and the next write is not held up', async () => {
  let isFull = true;
  const late = new LateWrite(async () => {
    if (isFull) throw new Error('the disk is full');
  });
  const results = await Promise.allSettled([late.request(), late.request()]);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await expect(late.flush()).rejects.toThrow('the disk is full');
  isFull = false;
  await late.request();
  await late.flush();
});
