import type { Studio } from '../fixtures/studio.ts';
import { frameGaps, watchFrames } from './frames.ts';

// The end and places before it that share no page, in an order that goes far each time.
const places = [1, 0.5, 0.05, 0.85, 0.3, 0.7, 0.15, 0.95, 0.4, 0.6, 0.22];
const dragEnd = 0.98;
const frames = 240;
const wheelPixels = 480;

/** Goes to the events of the run on screen. @returns the time until their first rows show, in milliseconds */
export async function openData(studio: Studio): Promise<number> {
  const before = performance.now();
  await studio.goTo('Data');
  const grid = gridOf(studio);
  await grid.getByRole('gridcell').first().waitFor();
  await grid.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
  return performance.now() - before;
}

/** Sets the scrollbar of Data to places all over it. @returns the time until all rows in view show, of each */
export async function timeJumps(studio: Studio): Promise<number[]> {
  const times: number[] = [];
  for (const place of places) times.push(await moveScrollbar(studio, [place]));
  return times;
}

/** Drags the scrollbar of Data from top to where no page was read yet, near the end. @returns the time of each frame, and until rows show after the last */
export async function dragScrollbar(studio: Studio): Promise<{ frames: number[]; restMs: number }> {
  await watchFrames(studio);
  const steps = Array.from({ length: frames }, (_, frame) => ((frame + 1) / frames) * dragEnd);
  const restMs = await moveScrollbar(studio, steps);
  return { frames: await frameGaps(studio), restMs };
}

/** Turns the wheel over Data, as fast as a hand can. @returns the time of each frame */
export async function turnWheel(studio: Studio): Promise<number[]> {
  await watchFrames(studio);
  await gridOf(studio).evaluate(
    async (sheet, wheel) => {
      for (let frame = 0; frame < wheel.frames; frame += 1) {
        const deltaY = frame < wheel.frames / 2 ? wheel.wheelPixels : -wheel.wheelPixels;
        sheet.dispatchEvent(new WheelEvent('wheel', { deltaY, bubbles: true, cancelable: true }));
        await new Promise((drawn) => requestAnimationFrame(drawn));
      }
    },
    { frames, wheelPixels },
  );
  return frameGaps(studio);
}

/** Moves the scrollbar a place a frame, each a share of its length. @returns the time from the last until all rows in view show */
function moveScrollbar(studio: Studio, shares: readonly number[]): Promise<number> {
  return gridOf(studio).evaluate(async (sheet, places) => {
    const drawn = () => new Promise((done) => requestAnimationFrame(done));
    const firstRow = () => sheet.querySelector('[role="row"][data-active]')?.getAttribute('aria-rowindex');
    let before = performance.now();
    let row = firstRow();
    for (const [index, share] of places.entries()) {
      if (index > 0) await drawn();
      before = performance.now();
      row = firstRow();
      sheet.scrollTop = share * (sheet.scrollHeight - sheet.clientHeight);
    }
    while (firstRow() === row || sheet.querySelector('[aria-busy="true"]') !== null) await drawn();
    return performance.now() - before;
  }, shares);
}

function gridOf({ page }: Studio) {
  return page.getByRole('grid', { name: 'Events' });
}
