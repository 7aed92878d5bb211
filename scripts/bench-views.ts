/**
 * `npm run bench:views [-- --quick | --run <folder>]`: how long the views of a finished run take to answer, without the
 * window. A run of 10 million generated events, 1 million with `--quick`, or the one in the folder named. Each visit
 * asks of the run, opened anew: `cold`, the first question; and of a run that the app has prepared, as it does while
 * nothing is asked: `prepared`, the first question, and `next`, the median of others like it.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { writeEvents } from '../electron/etl/generate/write-events.ts';
import { runPipeline } from '../electron/etl/pipeline.ts';
import { OpenRuns } from '../electron/etl/queries/open-runs.ts';
import { preparationsOf } from '../electron/etl/queries/preparations.ts';
import { queryResources } from '../electron/etl/queries/query-resources.ts';
import { defaultConfig } from '../shared/config/schema.ts';
import { silentLogger } from '../shared/run/logger.ts';
import { median, verdict } from './median.ts';
import { type Question, viewVisits } from './view-questions.ts';

const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, run: { type: 'string' } },
});
const temporary = await mkdtemp(join(tmpdir(), 'event-analytics-bench-'));
try {
  const folder = values.run === undefined ? await makeRun() : resolve(values.run);
  const id = basename(folder);
  const runs = new OpenRuns({ folder: dirname(folder), resources: queryResources, workFolder: tmpdir() });
  const { visits, events } = await runs.use(id, async (run) => ({
    visits: await viewVisits(run),
    events: run.manifest.reconciliation.events_cleaned,
  }));
  console.log(`Views of ${events.toLocaleString('en-US')} events, milliseconds:`);
  const cold = new Map<Question, number>();
  for (const { questions } of visits) {
    await runs.close(id);
    await runs.use(id, async () => null);
    for (const question of questions) cold.set(question, await timed(() => runs.use(id, question.first)));
  }
  await runs.close(id);
  await runs.use(id, async () => null);
  const prepareMs: number[] = [];
  for (const prepare of await runs.use(id, async (run) => preparationsOf(run)))
    prepareMs.push(await timed(() => runs.use(id, prepare)));
  console.log(
    `Prepared in the background, step by step: ${prepareMs.map((ms) => ms.toFixed(0)).join(' + ')}`,
  );
  for (const { title, questions } of visits) {
    console.log(`\n${title}`);
    for (const question of questions) {
      const { name, goal, first, next } = question;
      const preparedMs = await timed(() => runs.use(id, first));
      const nextMs: number[] = [];
      for (const ask of next) nextMs.push(await timed(() => runs.use(id, ask)));
      const figures = [
        `cold ${figure(cold.get(question), goal)}`,
        `prepared ${figure(preparedMs, goal)}`,
        nextMs.length === 0 ? '' : `next ${figure(median(nextMs), goal)}`,
        goal === null ? '' : `goal ${goal}`,
      ];
      console.log(`  ${name.padEnd(52)} ${figures.join('   ')}`);
    }
  }
  await runs.close(id);
} finally {
  await rm(temporary, { recursive: true, force: true });
}

async function makeRun(): Promise<string> {
  const input = join(temporary, 'events.jsonl');
  const folder = join(temporary, 'run');
  const events = values.quick ? 1_000_000 : 10_000_000;
  const faults = { malformedShare: 0.00005, duplicateShare: 0.002, futureShare: 0.0005 };
  await writeEvents({ events, players: events / 50, days: 31, seed: 1, output: input, ...faults });
  const job = {
    inputs: [input],
    config: { ...defaultConfig, ingest: { ...defaultConfig.ingest, max_failed_lines: events } },
    now: new Date(),
    signal: new AbortController().signal,
    logger: silentLogger,
    onProgress: () => {},
  };
  await runPipeline(job, folder);
  await rm(input);
  return folder;
}

async function timed(action: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await action();
  return performance.now() - startedAt;
}

function figure(ms: number | undefined, goal: number | null): string {
  if (ms === undefined) return '';
  const text = ms.toFixed(0).padStart(6);
  return goal === null ? text.padEnd(14) : `${text} ${verdict(ms <= goal)}`;
}
