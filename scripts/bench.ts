/**
 * `npm run bench [-- --quick]`: how the run compares with its floor, DuckDB reading the same file with known types
 * straight into one Parquet file. Both are measured in turns in one go, and medians compared: timings of one machine
 * at one hour, so the ratios count, not the seconds. `bench:views` measures the views of a run, `bench:app` the window.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { z } from 'zod';
import { writeEvents } from '../electron/etl/generate/write-events.ts';
import { median, verdict } from './median.ts';

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
const measuredSchema = z.object({ seconds: z.number(), peakMb: z.number() });
const runInOwnProcess = promisify(execFile);

const cases = [
  { events: 940_000, players: 20_000, memoryLimit: '500MB', maxRatio: 4, maxPeakMb: 1024, repeats: 5 },
  { events: 10_000_000, players: 200_000, memoryLimit: '1GB', maxRatio: 4, maxPeakMb: 1638, repeats: 3 },
];

const folder = await mkdtemp(join(tmpdir(), 'event-analytics-bench-'));
try {
  for (const { events, players, memoryLimit, maxRatio, maxPeakMb, repeats } of values.quick
    ? cases.slice(0, 1)
    : cases) {
    const input = join(folder, 'events.jsonl');
    await writeEvents({ events, players, days: 31, seed: 1, output: input });
    const megabytes = (await stat(input)).size / 1e6;
    const floors: Measured[] = [];
    const runs: Measured[] = [];
    for (let repeat = 0; repeat < repeats; repeat += 1) {
      floors.push(await measure('floor', input, memoryLimit));
      runs.push(await measure('run', input, memoryLimit));
    }
    const floor = median(floors.map(({ seconds }) => seconds));
    const run = median(runs.map(({ seconds }) => seconds));
    const ratio = median(runs.map(({ seconds }, index) => seconds / (floors[index]?.seconds ?? Number.NaN)));
    const peakMb = Math.max(...runs.map((measured) => measured.peakMb));
    console.log(
      [
        `${events.toLocaleString('en-US')} events (${megabytes.toFixed(0)} MB), memory_limit ${memoryLimit}, medians of ${repeats}:`,
        `  floor            ${floor.toFixed(2)} s`,
        `  run              ${run.toFixed(2)} s, ${Math.round(events / run).toLocaleString('en-US')} events/s`,
        `  run / floor      ${ratio.toFixed(2)} (goal: at most ${maxRatio}) ${verdict(ratio <= maxRatio)}`,
        `  peak memory      ${peakMb.toFixed(0)} MB (goal: at most ${maxPeakMb}) ${verdict(peakMb <= maxPeakMb)}`,
        '',
      ].join('\n'),
    );
  }
  console.log('Views of a finished run: npm run bench:views. The window: npm run bench:app.');
} finally {
  await rm(folder, { recursive: true, force: true });
}

type Measured = z.infer<typeof measuredSchema>;

async function measure(mode: 'floor' | 'run', input: string, memoryLimit: string): Promise<Measured> {
  const output = join(folder, mode);
  const child = join(import.meta.dirname, 'bench-child.ts');
  const { stdout } = await runInOwnProcess(process.execPath, [child, mode, input, output, memoryLimit]);
  await rm(output, { recursive: true, force: true });
  return measuredSchema.parse(JSON.parse(stdout));
}
