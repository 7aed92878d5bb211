import type { Studio } from '../fixtures/studio.ts';

type Load = { linesPerSecond: number; seconds: number };

const jobId = '7d444840-9dc0-41d1-b245-5ffdce74fad2';
const batchesPerSecond = 10;

/**
 * Sends the window the log of a run at a steady rate, in the batches the engine makes, and waits until the last line is
 * on screen. @returns how many lines were sent
 */
export async function sendLog({ app, page }: Studio, { linesPerSecond, seconds }: Load): Promise<number> {
  const reply = await page.evaluate(() => window.api.run.current());
  if (!reply.ok) throw new Error(reply.error.message);
  const sent = await app.evaluate(
    async ({ BrowserWindow }, load) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      let number = load.number;
      const send = (event: object) => {
        number += 1;
        contents?.send('run:events', { number, event: { jobId: load.jobId, ...event } });
      };
      const begun = { inputs: ['/events.jsonl'], logFile: '/run.log' };
      send({ type: 'started', atMs: Date.now(), begun });
      const perBatch = load.linesPerSecond / load.batchesPerSecond;
      let count = 0;
      for (let batch = 0; batch < load.seconds * load.batchesPerSecond; batch += 1) {
        const lines = Array.from({ length: perBatch }, () => {
          count += 1;
          return {
            atMs: Date.now(),
            level: 'INFO',
            message: `Line ${count} of the log, as long as most are.`,
          };
        });
        send({ type: 'log', lines });
        await new Promise((done) => setTimeout(done, 1000 / load.batchesPerSecond));
      }
      const error = { code: 'CANCELLED', message: 'The load is over.' };
      send({ type: 'failed', atMs: Date.now(), error });
      return count;
    },
    { jobId, batchesPerSecond, linesPerSecond, seconds, number: reply.value.number },
  );
  await page.getByRole('log').getByText(`Line ${sent} of the log`).waitFor();
  return sent;
}
