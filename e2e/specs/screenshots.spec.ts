import { join, resolve } from 'node:path';
import { expect } from '@playwright/test';
import { type Studio, test } from '../fixtures/studio.ts';

const folder = resolve('out/screenshots');
const sizes = [
  [1280, 800],
  [1920, 1080],
] as const;

test('every screen, in both themes and two sizes', async ({ studio }) => {
  const { page } = studio;
  await eachLook(studio, 'sources-empty');
  await studio.drop(resolve('resources/sample_events.jsonl'));
  await expect(page.getByRole('row', { name: /sample_events/ })).toBeVisible();
  await eachLook(studio, 'sources');
  await page.keyboard.press('3');
  await eachLook(studio, 'run-ready');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('region', { name: 'Result' })).toBeVisible();
  await eachLook(studio, 'run-finished');
  await page.getByRole('button', { name: 'Settings' }).click();
  await eachLook(studio, 'settings');
});

async function eachLook(studio: Studio, name: string): Promise<void> {
  for (const theme of ['Light', 'Dark'] as const) {
    await studio.chooseTheme(theme);
    for (const [width, height] of sizes) {
      await studio.app.evaluate(
        ({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w, h),
        [width, height] as const,
      );
      await expect.poll(() => studio.page.evaluate(() => window.innerWidth)).toBe(width);
      await studio.page.screenshot({
        path: join(folder, `${name}-${theme.toLowerCase()}-${width}x${height}.png`),
      });
    }
  }
}
