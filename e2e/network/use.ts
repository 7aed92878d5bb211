import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Studio } from '../fixtures/studio.ts';

const screens = ['Sources', 'Rules', 'Run', 'Daily', 'Cohorts', 'Quality', 'Data', 'Export', 'History'];
const stayMs = 500;

/** Uses the window for a time: a run over the sample, then every screen in turn, words typed, the page loaded anew. */
export async function use(studio: Studio, seconds: number): Promise<void> {
  const { page } = studio;
  const endMs = performance.now() + seconds * 1000;
  await studio.run(resolve('resources/sample_events.jsonl'));
  do {
    for (const screen of screens) {
      await studio.goTo(screen);
      await setTimeout(stayMs);
    }
    await studio.goTo('Rules');
    const text = page.getByRole('textbox').last();
    await text.click();
    await page.keyboard.type('# Wrod mispeled https://example.com/ ');
    await page.keyboard.press('Control+z');
    await page.reload();
    await page.locator('html[data-ready]').waitFor();
  } while (performance.now() < endMs);
}
