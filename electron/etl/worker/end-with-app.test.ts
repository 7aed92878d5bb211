import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { isRunning } from '../../../test/kit/is-running.ts';

/** What an engine does all day; it answers nobody. Where it can, it is busy for a while at a time. */
const engineOf = (appPid: string, doing: string) => `
  import { endWithApp } from './electron/etl/worker/end-with-app.ts';
  endWithApp(${appPid});
  process.stdout.write(String(process.pid) + '\\n');
  ${doing}
`;

const idle = 'setInterval(() => {}, 1000);';
const busy = 'setInterval(() => { const until = Date.now() + 300; while (Date.now() < until); }, 1);';

/** An app that starts an engine and lives on. The engine is no group of its own: nobody else ends it. */
const appWith = (engine: string) => `
  import { spawn } from 'node:child_process';
  const engine = ${JSON.stringify(engine)}.replace('APP', String(process.pid));
  spawn(process.execPath, ['--input-type=module-typescript', '-e', engine], { stdio: ['ignore', 'inherit', 'inherit'], detached: true });
  setInterval(() => {}, 1000);
`;

test.each([
  ['idle', engineOf('APP', idle)],
  ['busy', engineOf('APP', busy)],
])('an engine that is %s ends when its app is killed', async (_, engine) => {
  const app = spawn(process.execPath, ['--input-type=module-typescript', '-e', appWith(engine)]);
  const [told]: unknown[] = await once(app.stdout, 'data');
  const pid = Number(String(told));
  expect(isRunning(pid)).toBe(true);
  await new Promise((done) => setTimeout(done, 1200));
  expect(isRunning(pid)).toBe(true);
  app.kill('SIGKILL');
  await expect.poll(() => isRunning(pid), { timeout: 15_000 }).toBe(false);
});

test('an engine whose app was gone before it looked ends as well', async () => {
  const gone = spawn(process.execPath, ['-e', '']);
  await once(gone, 'exit');
  const engine = spawn(process.execPath, [
    '--input-type=module-typescript',
    '-e',
    engineOf(String(gone.pid), idle),
  ]);
  const [, signal]: unknown[] = await once(engine, 'exit');
  expect(signal).toBe('SIGKILL');
});
