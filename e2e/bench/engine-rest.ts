import type { Studio } from '../fixtures/studio.ts';

const everyMs = 1000;
const restingPercent = 5;
// It also rests between two steps.
const restingSeconds = 3;

/** Waits until the engine has nothing left to do: it prepares a run in the background once it is looked at. */
export async function untilEngineRests({ app, page }: Studio): Promise<void> {
  for (let rested = 0; rested < restingSeconds; ) {
    await page.waitForTimeout(everyMs);
    // Of the time since the reading before; the first is 0.
    const used = await app.evaluate(
      ({ app: { getAppMetrics } }) =>
        getAppMetrics().find(({ name }) => name === 'Event Analytics engine')?.cpu.percentCPUUsage ?? 0,
    );
    rested = used > restingPercent ? 0 : rested + 1;
  }
}
