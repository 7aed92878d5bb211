import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { copyGenerated } from '../fixtures/built-cli.ts';
import { type Studio, test } from '../fixtures/studio.ts';

const rules = 'monitoring:\n  log_level: DEBUG\n';

/** Starts a run long enough to load the page again in the middle of it, with every statement in its log. */
async function startRun(studio: Studio, folder: string): Promise<void> {
  const { page } = studio;
  await studio.drop(copyGenerated(join(folder, 'events.jsonl'), 400_000));
  await page.getByRole('table', { name: 'Event logs' }).waitFor();
  await page.getByRole('navigation').getByRole('button', { name: 'Rules', exact: true }).click();
  await page.getByRole('textbox', { name: 'Rules as YAML' }).fill(rules);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('listitem', { name: 'Reading events: running' })).toBeVisible();
}

/** How many messages the log of the only run has on disk. */
function messagesOnDisk(studio: Studio): number {
  const [run = ''] = studio.runFolders();
  const id = run.split('/').at(-1) ?? '';
  const text = readFileSync(join(studio.userData, 'logs', 'runs', `${id}.log`), 'utf8');
  return text.split('\n').filter((line) => /^\d{4}-/.test(line)).length;
}

/** The log on screen begins with the first line and has as many as the file. */
async function expectWholeLog(studio: Studio, page: Page): Promise<void> {
  const lines = messagesOnDisk(studio);
  expect(lines).toBeGreaterThan(10);
  await expect(page.getByText(`${lines} lines`, { exact: true })).toBeVisible();
}

test('a page that is loaded again in the middle of a run shows all of its log, and where it stands', async ({
  studio,
  folder,
}) => {
  const { page } = studio;
  await startRun(studio, folder);
  await page.reload();
  await page.locator('html[data-ready]').waitFor();
  await studio.goTo('Run');
  await expect(page.getByRole('listitem', { name: /: done$/ }).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Cancel run' })).toBeVisible();
  await page.reload();
  await page.locator('html[data-ready]').waitFor();
  await studio.goTo('Run');
  await page.getByRole('region', { name: 'Result' }).waitFor();
  await expectWholeLog(studio, page);

  // Over as it is, it still stands there.
  await page.reload();
  await page.locator('html[data-ready]').waitFor();
  await studio.goTo('Run');
  await page.getByRole('region', { name: 'Result' }).waitFor();
  await expectWholeLog(studio, page);
  await expect(page.getByRole('listitem', { name: /: done$/ })).toHaveCount(8);
});

test('a page that crashes in the middle of a run shows all of its log, and the end of the run', async ({
  studio,
  folder,
}) => {
  await startRun(studio, folder);
  // The page of the test goes with the crash: the new one is asked from within the app.
  const shown = await studio.app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (contents === undefined) throw new Error('There is no window.');
    const loaded = new Promise<void>((done) => {
      contents.once('did-finish-load', () => done());
    });
    contents.forcefullyCrashRenderer();
    await loaded;
    const look = `(async () => {
      const until = async (isThere) => { while (!isThere()) await new Promise((done) => setTimeout(done, 50)); };
      await until(() => document.documentElement.dataset.ready === 'true');
      [...document.querySelectorAll('nav button')].find((one) => one.textContent.startsWith('Run')).click();
      await until(() => document.querySelector('[aria-label="Result"]') !== null);
      return document.body.innerText;
    })()`;
    const text: unknown = await contents.executeJavaScript(look);
    return String(text);
  });
  expect(shown).toContain(`${messagesOnDisk(studio)} lines`);
});

test('what is told while the page is loaded waits for it', async ({ studio }) => {
  const { page, app } = studio;
  await app.evaluate(({ BrowserWindow, Menu }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    const view = Menu.getApplicationMenu()?.items.find(({ label }) => label === '&View');
    const item = view?.submenu?.items.find(({ label }) => label === 'Rules');
    return new Promise<void>((done) => {
      // The old page is gone by then, and the new one does not hear yet.
      contents?.once('did-start-navigation', () => {
        setTimeout(() => {
          item?.click();
          done();
        });
      });
      contents?.reload();
    });
  });
  await expect(page.getByRole('heading', { name: 'Rules', level: 1 })).toBeVisible();
});

for (const end of ['did-navigate', 'render-process-gone'] as const)
  test(`the engine is told that nobody waits for what a page asked: ${end}`, async ({ studio, folder }) => {
    const { page, app } = studio;
    await studio.run(resolve('resources/sample_events.jsonl'));
    const [run] = await page
      .evaluate(() => window.api.run.list())
      .then((reply) => (reply.ok ? reply.value : []));
    const day = '2024-01-01';
    const request = { runId: run?.id, metric: 'dau', by: 'event_type', top: 5, from: day, to: day };
    const other = join(folder, 'other.cjs');
    writeFileSync(other, '');
    // Held, so that nothing is answered meanwhile.
    const engine = await studio.enginePid();
    process.kill(engine, 'SIGSTOP');
    const sent = await app.evaluate(
      async ({ BrowserWindow, utilityProcess }, { end, other, ask }) => {
        // What all processes of the engine's kind are sent is heard on its way.
        const messages: { id?: number; call?: string; abandoned?: number }[] = [];
        const child = utilityProcess.fork(other);
        const kind: typeof child = Object.getPrototypeOf(child);
        const post = kind.postMessage;
        kind.postMessage = function (message, transfer) {
          messages.push(message);
          post.call(this, message, transfer);
        };
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        if (contents === undefined) throw new Error('There is no window.');
        await contents.executeJavaScript(ask);
        const asked = () => messages.find(({ call }) => call === 'daily:breakdown');
        while (asked() === undefined) await new Promise((done) => setTimeout(done, 20));
        const ended = new Promise<void>((done) => {
          if (end === 'did-navigate') contents.once('did-navigate', () => done());
          else contents.once('render-process-gone', () => done());
        });
        if (end === 'did-navigate') contents.reload();
        else contents.forcefullyCrashRenderer();
        await ended;
        const abandoned = messages.flatMap((message) => message.abandoned ?? []);
        return { asked: asked()?.id, abandoned };
      },
      { end, other, ask: `void window.api.daily.breakdown(${JSON.stringify(request)})` },
    );
    process.kill(engine, 'SIGCONT');
    expect(sent.abandoned).toContain(sent.asked);
  });
