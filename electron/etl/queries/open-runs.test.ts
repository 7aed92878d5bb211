import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { eventLine, linesOf } from '../../../test/kit/event-lines.ts';
import { makeFolder, writeFiles } from '../../../test/kit/folder.ts';
import { run } from '../../../test/kit/runs.ts';
import { Database } from '../duckdb/database.ts';
import { readBreakdown } from './daily/read-breakdown.ts';
import { readDaily } from './daily/read-daily.ts';
import { codedColumns } from './daily/value-codes.ts';
import { oncePerRun } from './once-per-run.ts';
import { OpenRuns } from './open-runs.ts';
import { queryResources } from './query-resources.ts';

const MiB = 1024 ** 2;
const resources = { memory_limit: '500MB', threads: 2 } as const;

/** A store of runs, each over one day's events of as many players as named. */
async function storeOf(...players: number[]) {
  const folder = await makeFolder();
  const ids: string[] = [];
  for (const count of players) {
    const id = randomUUID();
    const lines = Array.from({ length: count }, (_, i) =>
      eventLine({ event_id: `e${i}`, player_id: `p${i}` }),
    );
    await run(await writeFiles(folder, { [`${id}.jsonl`]: linesOf(lines) }), join(folder, id));
    ids.push(id);
  }
  const work = await makeFolder();
  return { runs: new OpenRuns({ folder, resources, workFolder: work }), ids, folder, work };
}

test('each run answers for itself, also once more are looked at than stay open', async () => {
  const { runs, ids } = await storeOf(1, 2, 3, 4, 5);
  const dau = (id: string) => runs.use(id, async (run) => (await readDaily(run)).map((row) => row.dau));
  expect(await Promise.all(ids.map(dau))).toEqual([[1], [2], [3], [4], [5]]);
  expect(await Promise.all(ids.map(dau))).toEqual([[1], [2], [3], [4], [5]]);
  for (const id of ids) await runs.close(id);
});

test('what is no finished run is said so, and asked again anew', async () => {
  const { runs } = await storeOf();
  const ask = () => runs.use(randomUUID(), readDaily);
  await expect(ask()).rejects.toThrow('there is no finished run here any more');
  await expect(ask()).rejects.toThrow('there is no finished run here any more');
});

test('what is prepared once per run is made once, and again where it failed', async () => {
  const { runs, ids } = await storeOf(1);
  let attempts = 0;
  const prepare = oncePerRun(async ({ manifest }) => {
    attempts += 1;
    if (attempts === 1) throw new Error('not yet');
    return manifest.run_id;
  });
  const [id = ''] = ids;
  await expect(runs.use(id, prepare)).rejects.toThrow('not yet');
  const [first, second] = await Promise.all([runs.use(id, prepare), runs.use(id, prepare)]);
  expect(first).toBe(second);
  expect(attempts).toBe(2);
  await runs.close(id);
});

test('what is to be prepared is done once, in order, after the questions; a failure holds up nothing', async () => {
  const { folder, ids, work } = await storeOf(1);
  const [id = ''] = ids;
  const done: string[] = [];
  const note = (name: string) => async () => done.push(name);
  const fail = () => Promise.reject(new Error('cannot be prepared'));
  const preparations = () => [note('first'), fail, note('second')];
  const runs = new OpenRuns({ folder, resources, workFolder: work, preparations });
  await Promise.all([runs.use(id, note('question')), runs.use(id, note('question'))]);
  await vi.waitFor(() => expect(done).toContain('second'), { timeout: 10_000 });
  await runs.use(id, note('last question'));
  await runs.close(id);
  expect(done).toEqual(['question', 'question', 'first', 'second', 'last question']);
});

test('what is to be prepared waits while the machine is busy with something else', async () => {
  const { folder, ids, work } = await storeOf(1);
  const [id = ''] = ids;
  const done: string[] = [];
  let looks = 0;
  const isBusy = () => {
    looks += 1;
    return looks <= 2;
  };
  const preparations = () => [async () => done.push(`after ${looks} looks`)];
  const runs = new OpenRuns({ folder, resources, workFolder: work, preparations, isBusy });
  await runs.use(id, async () => done.push('question'));
  await vi.waitFor(() => expect(done).toHaveLength(2), { timeout: 10_000 });
  expect(done).toEqual(['question', 'after 3 looks']);
  await runs.close(id);
});

test('a run is let go once what it was asked before is answered, and can be asked again', async () => {
  const { runs, ids } = await storeOf(2);
  const [id = ''] = ids;
  const answers = [runs.use(id, readDaily), runs.use(id, readDaily)];
  await runs.close(id);
  for (const answer of answers) expect(await answer).toHaveLength(1);
  expect(await runs.use(id, readDaily)).toHaveLength(1);
  await runs.close(id);
  await runs.close(randomUUID());
});

test('a view that is too large for its memory says so, and the run answers on', async () => {
  const { folder, ids, work } = await storeOf(20_000);
  const [id = ''] = ids;
  const runs = new OpenRuns({
    folder,
    resources: { ...queryResources, memory_limit: '6MB' },
    workFolder: work,
  });
  const sorted = 'CREATE TEMP TABLE sorted AS FROM events, range(20) ORDER BY event_id';
  await expect(runs.use(id, (run) => run.database.run(sorted))).rejects.toThrow(
    'DuckDB ran out of the memory it may use: ask for less, by a filter or a shorter span, or raise the memory limit in Settings.',
  );
  expect(await runs.use(id, readDaily)).toHaveLength(1);
  await runs.close(id);
});

test('a run with a table missing is said to be no run, and leaves nothing open', async () => {
  const { runs, ids, folder, work } = await storeOf(1);
  const [id = ''] = ids;
  await rm(join(folder, id, 'daily_metrics.parquet'));
  for (let attempt = 0; attempt < 2; attempt += 1)
    await expect(runs.use(id, readDaily)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  expect(await readdir(work)).toEqual([]);
});

test('of questions in a burst, those that nobody waits for are not worked out', async () => {
  const folder = await makeFolder();
  const id = randomUUID();
  const keys = Array.from({ length: 20 }, (_, index) => `k${index}`);
  const properties = Object.fromEntries(keys.map((key) => [key, `of ${key}`]));
  const lines = Array.from({ length: 5000 }, (_, i) =>
    eventLine({ event_id: `e${i}`, player_id: `p${i}`, properties }),
  );
  await run(await writeFiles(folder, { 'in.jsonl': linesOf(lines) }), join(folder, id));
  const before = Database.held;
  const runs = new OpenRuns({ folder, resources, workFolder: await makeFolder() });
  const [day] = await runs.use(id, readDaily);
  const range = { from: day?.event_date ?? '', to: day?.event_date ?? '' };
  const asked = keys.map((key) => {
    const controller = new AbortController();
    const request = { runId: id, metric: 'dau', by: `prop_${key}`, top: 5, ...range } as const;
    const answer = runs.use(id, (run) => readBreakdown(run, request), controller.signal);
    return { controller, answer };
  });
  for (const { controller } of asked.slice(0, -1)) controller.abort();
  const ends = await Promise.allSettled(asked.map(({ answer }) => answer));
  for (const end of ends.slice(0, -1))
    expect(end).toMatchObject({ status: 'rejected', reason: { code: 'CANCELLED' } });
  expect(ends.at(-1)).toMatchObject({
    value: { series: [{ kind: 'value', value: 'of k19', figures: [5000] }] },
  });
  const kept = await runs.use(id, async (run) => (await codedColumns(run)).kept);
  expect(kept).toEqual(['prop_k19']);
  await runs.close(id);
  expect(Database.held).toEqual(before);
});

test('its temporary files go as it is let go', async () => {
  const { runs, ids, work } = await storeOf(1);
  const [id = ''] = ids;
  await runs.use(id, readDaily);
  expect(await readdir(work)).toHaveLength(1);
  await runs.close(id);
  expect(await readdir(work)).toEqual([]);
});

test('a run whose temporary files will not go makes room all the same', async () => {
  const { runs, ids, work } = await storeOf(1, 1);
  const [id = '', other = ''] = ids;
  await runs.use(id, readDaily);
  const [name = ''] = await readdir(work);
  const busy = join(work, name, 'busy');
  await mkdir(busy);
  // A folder that something is mounted on cannot be removed: EBUSY. Needs Linux, and root.
  execFileSync('mount', ['-t', 'tmpfs', 'none', busy]);
  onTestFinished(() => {
    execFileSync('umount', [busy]);
  });
  expect(await runs.keepWithin(8 * MiB)).toBe(8 * MiB);
  expect(await runs.use(other, readDaily)).toBeDefined();
});
