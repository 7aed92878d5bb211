import type { Locator } from '@playwright/test';
import type { Studio } from '../fixtures/studio.ts';

const chartGoalMs = 200;
const breakdownGoalMs = 1000;
const pageGoalMs = 150;

export type ClickTime = { what: string; ms: number; goalMs: number };

/** Clicks through the screens of results as a reader would, and times each from the click until it is drawn whole. */
export async function clickThrough(studio: Studio, properties: readonly string[]): Promise<ClickTime[]> {
  const { page } = studio;
  const times: ClickTime[] = [];
  const time = async (what: string, goalMs: number, target: Locator, shown: string) => {
    times.push({ what, goalMs, ms: await timeClick(target, shown) });
  };
  const screen = (name: string) =>
    page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name });
  const choose = async (list: string, option: string, title: string, goalMs = chartGoalMs) => {
    await page.getByRole('combobox', { name: list }).click();
    const target = page.getByRole('option', { name: option, exact: true });
    await time(title, goalMs, target, region(title, 'svg'));
  };
  const segment = (name: string) => page.locator('label').filter({ hasText: name }).first();

  await time('Daily opened', chartGoalMs, screen('Daily'), region('Active players', 'svg'));
  await page.getByRole('region', { name: 'Events by event type' }).waitFor();
  for (const span of ['7 days', 'All'])
    await time(
      `Daily, ${span}`,
      chartGoalMs,
      page.getByRole('button', { name: span, exact: true }),
      region('Days shown', `[aria-pressed="true"]`),
    );
  for (const figure of ['Players', 'Active players', 'Sessions', 'Revenue', 'Events']) {
    await choose('Figure', figure, `${figure} by event type`);
    for (const property of properties) await choose('Break down by', property, `${figure} by ${property}`);
    await choose('Break down by', 'event type', `${figure} by event type`);
  }
  await time('Cohorts opened', chartGoalMs, screen('Cohorts'), '[role="gridcell"]');
  for (const period of ['Week', 'Month', 'Day'])
    await time(`Cohorts by ${period.toLowerCase()}`, chartGoalMs, segment(period), '[role="gridcell"]');
  await time('Cohorts, rolling', chartGoalMs, segment('Rolling'), '[role="gridcell"]');
  await time('Cohorts by week', chartGoalMs, segment('Week'), '[role="gridcell"]');
  for (const property of properties)
    await choose('Break down by', property, `By ${property}`, breakdownGoalMs);
  await time('Quality opened', chartGoalMs, screen('Quality'), '[aria-label="Overall verdict"]');
  await time('Data opened', pageGoalMs, screen('Data'), '[aria-label="Events"] [role="gridcell"]');
  for (const again of ['Daily', 'Cohorts'])
    await time(
      `${again} opened again`,
      chartGoalMs,
      screen(again),
      again === 'Daily' ? region('Active players', 'svg') : '[role="gridcell"]',
    );
  return times;
}

function region(label: string, inside: string): string {
  return `section[aria-label="${label}"] ${inside}`;
}

/** @returns milliseconds from the click until `shown` is there, nothing in the screen loads, and that is drawn */
async function timeClick(target: Locator, shown: string): Promise<number> {
  const page = target.page();
  await target.waitFor();
  const drawn = page.evaluateHandle((selector) => {
    const isDone = () =>
      document.querySelector(selector) !== null &&
      document.querySelector('main .mantine-Loader-root, main [aria-busy="true"]') === null;
    const done = new Promise<number>((resolve) => {
      document.addEventListener(
        'click',
        ({ timeStamp }) => {
          const look = () => {
            // One frame more: what stands in the document is drawn in it.
            if (isDone()) requestAnimationFrame(() => resolve(performance.now() - timeStamp));
            else requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        },
        { capture: true, once: true },
      );
    });
    // Not awaited here: the click is yet to come.
    return { done };
  }, shown);
  const handle = await drawn;
  await target.click();
  return handle.evaluate(({ done }) => done);
}
