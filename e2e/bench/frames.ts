import type { Studio } from '../fixtures/studio.ts';

const slowMs = 50;

declare global {
  interface Window {
    /** The time of each frame drawn since the watch began, in milliseconds. */
    frameTimes?: number[];
  }
}

/** Notes the time of every frame the window draws from now on. */
export async function watchFrames({ page }: Studio): Promise<void> {
  await page.evaluate(() => {
    const isWatching = window.frameTimes !== undefined;
    window.frameTimes = [];
    const note = (time: number) => {
      window.frameTimes?.push(time);
      requestAnimationFrame(note);
    };
    if (!isWatching) requestAnimationFrame(note);
  });
}

/** The time of each frame after the one before since the watch began, in milliseconds. */
export async function frameGaps({ page }: Studio): Promise<number[]> {
  const times = await page.evaluate(() => window.frameTimes ?? []);
  return times.slice(1).map((time, index) => time - (times[index] ?? time));
}

/** Frames that came later than 50 ms after the one before, of all since the watch began. */
export async function countSlowFrames(studio: Studio): Promise<{ slow: number; all: number }> {
  const gaps = await frameGaps(studio);
  return { slow: gaps.filter((gap) => gap > slowMs).length, all: gaps.length };
}
