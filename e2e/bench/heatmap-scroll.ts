import type { Studio } from '../fixtures/studio.ts';
import { frameGaps, watchFrames } from './frames.ts';

const steps = 60;
const pixels = 240;

/** Scrolls the cohorts of the run on screen down, across and back. @returns the time of each frame, in milliseconds */
export async function scrollHeatmap(studio: Studio): Promise<number[]> {
  await studio.goTo('Cohorts');
  const grid = studio.page.getByRole('grid');
  await grid.getByRole('gridcell').first().waitFor();
  await watchFrames(studio);
  await grid.evaluate(
    async (sheet, wheel) => {
      for (const { left, top } of [
        { left: 0, top: wheel.pixels },
        { left: wheel.pixels, top: 0 },
        { left: -wheel.pixels, top: -wheel.pixels },
      ])
        for (let step = 0; step < wheel.steps; step += 1) {
          sheet.scrollBy({ left, top, behavior: 'instant' });
          await new Promise((drawn) => requestAnimationFrame(drawn));
        }
    },
    { steps, pixels },
  );
  return frameGaps(studio);
}
