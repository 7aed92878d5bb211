import type { Studio } from '../fixtures/studio.ts';

const everyMs = 1000;
const restingPercent = 5;

/** Waits until the engine has nothing left to do: it prepares a run in the background once it is looked at. */
export async function untilEngineRests({ app, page }: Studio): Promise<void> {
  // Each reading is of the time since the one before; the first has none.
  for (let used = Number.POSITIVE_INFINITY; used > restingPercent; ) {
    await page.waitForTimeout(everyMs);
    used = await app.evaluate(
      ({ app: { getAppMetrics } }) =>
        getAppMetrics().find(({ name }) => name === 'Event Analytics engine')?.cpu.percentCPUUsage ?? 0,
    );
  }
}
