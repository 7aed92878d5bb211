/**
 * The app's own figures, in its real window; started by `npm run bench:app [-- --quick]`. On a virtual display without a
 * GPU, frames are drawn by the processor: a real desktop is no slower.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { median, verdict } from '../../scripts/median.ts';
import { generate } from '../fixtures/built-cli.ts';
import { Studio } from '../fixtures/studio.ts';
import { clickThrough } from './clicks.ts';
import { dragScrollbar, openData, timeJumps, turnWheel } from './data-scroll.ts';
import { untilEngineRests } from './engine-rest.ts';
import { countSlowFrames, watchFrames } from './frames.ts';
import { scrollHeatmap } from './heatmap-scroll.ts';
import { sendLog } from './log-load.ts';
import { longestTaskMs, watchMain } from './main-loop.ts';

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
const starts = values.quick ? 3 : 7;
const calls = 500;
const events = values.quick ? 1_000_000 : 10_000_000;
const logSeconds = values.quick ? 5 : 20;
const linesPerSecond = 1000;
const runLimitMs = 600_000;
const pageMs = 150;
const frameMs = 34;

const folder = mkdtempSync(join(tmpdir(), 'event-analytics-bench-app-'));
try {
  const startMs: number[] = [];
  for (let start = 0; start < starts; start += 1) {
    const before = performance.now();
    const studio = await Studio.open(join(folder, `start-${start}`));
    startMs.push(performance.now() - before);
    await studio.close();
  }
  report(`first window usable, median of ${starts}`, median(startMs) / 1000, 2, 's');

  const studio = await Studio.open(join(folder, 'user-data'));
  report(`call of the app and back, median of ${calls}`, median(await callTimes(studio)), 5, 'ms');

  await studio.page.keyboard.press('3');
  await watchFrames(studio);
  const shown = await sendLog(studio, { linesPerSecond, seconds: logSeconds });
  report(
    `log at ${linesPerSecond} lines/s for ${logSeconds} s, ${shown} lines taken, frames over 50 ms`,
    (await countSlowFrames(studio)).slow,
    0,
    '',
  );
  // The numbers of these events were made up: the page follows those of the app again.
  await studio.page.reload();
  await studio.page.locator('html[data-ready]').waitFor();

  const input = generate(join(folder, 'events.jsonl'), events);
  await studio.drop(input);
  await studio.page.getByRole('table', { name: 'Event logs' }).waitFor();
  await watchMain(studio);
  await watchFrames(studio);
  const before = performance.now();
  await studio.page.keyboard.press('Control+Enter');
  await studio.page.getByRole('region', { name: 'Result' }).waitFor({ timeout: runLimitMs });
  const seconds = (performance.now() - before) / 1000;
  const title = `run of ${events.toLocaleString('en-US')} events in ${seconds.toFixed(1)} s`;
  report(`${title}, longest task of the main process`, await longestTaskMs(studio), 50, 'ms');
  const { slow, all } = await countSlowFrames(studio);
  console.log(`  frames over 50 ms meanwhile: ${slow} of ${all}`);

  const data = `Data over ${events.toLocaleString('en-US')} events`;
  console.log(`${data}: first rows ${(await openData(studio)).toFixed(0)} ms after the click`);
  await untilEngineRests(studio);
  const jumps = await timeJumps(studio);
  report(`${data}, rows show after a jump, median of ${jumps.length}`, median(jumps), pageMs, 'ms');
  console.log(`  the slowest: ${Math.max(...jumps).toFixed(0)} ms`);
  const drag = await dragScrollbar(studio);
  reportFrames(`${data}, scrollbar dragged through`, drag.frames);
  report('  rows show once it rests', drag.restMs, pageMs, 'ms');
  reportFrames(`${data}, wheel turned`, await turnWheel(studio));

  console.log('From a click until all is drawn:');
  for (const { what, ms, goalMs } of await clickThrough(studio, ['country', 'score']))
    report(`  ${what}`, ms, goalMs, 'ms');
  await studio.close();

  // A window of its own: the run before was to be the first on screen.
  const other = await Studio.open(join(folder, 'other-user-data'));
  await other.run(generate(join(folder, 'days.jsonl'), 40_000, 400));
  const frames = await scrollHeatmap(other);
  reportFrames('heatmap of 400 daily cohorts scrolled', frames);
  await other.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function callTimes({ page }: Studio): Promise<number[]> {
  return page.evaluate(async (count) => {
    const times: number[] = [];
    for (let call = 0; call < count; call += 1) {
      const before = performance.now();
      await window.api.app.info();
      times.push(performance.now() - before);
    }
    return times;
  }, calls);
}

function reportFrames(what: string, frames: readonly number[]): void {
  report(`${what}, median frame of ${frames.length}`, median(frames), frameMs, 'ms');
  console.log(`  longest frame: ${Math.max(...frames).toFixed(0)} ms`);
}

function report(what: string, value: number, goal: number, unit: string): void {
  const figure = `${Number(value.toFixed(value < 100 ? 2 : 0))} ${unit}`.trim();
  console.log(`${what}: ${figure} (goal: at most ${goal}${unit && ` ${unit}`}) ${verdict(value <= goal)}`);
}
