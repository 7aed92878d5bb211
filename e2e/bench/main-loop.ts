import type { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Studio } from '../fixtures/studio.ts';

declare global {
  var loopDelay: ReturnType<typeof monitorEventLoopDelay> | undefined;
}

const resolutionMs = 5;

/** Measures from now on how long the main process's event loop is held up. */
export async function watchMain({ app }: Studio): Promise<void> {
  await app.evaluate((_electron, resolution) => {
    const hooks = process.getBuiltinModule('node:perf_hooks');
    globalThis.loopDelay = hooks.monitorEventLoopDelay({ resolution });
    globalThis.loopDelay.enable();
  }, resolutionMs);
}

/** The longest time the event loop stood still since the watch began, in milliseconds. */
export async function longestTaskMs({ app }: Studio): Promise<number> {
  const longestNs = await app.evaluate(() => globalThis.loopDelay?.max ?? Number.NaN);
  // What is measured is the time between two ticks of a timer.
  return Math.max(0, longestNs / 1e6 - resolutionMs);
}
