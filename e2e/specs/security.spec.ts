import { copyFileSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { expect } from '@playwright/test';
import { Studio, test } from '../fixtures/studio.ts';

const sample = resolve('resources/sample_events.jsonl');

/** Has a page of the app name a path in every call that reads inputs. @returns what each answers, in few words */
function nameEverywhere({ page }: Studio, path: string) {
  return page.evaluate(async (named) => {
    const { dataset, look, run, settings } = window.api;
    const reading = {
      timezone: 'UTC',
      maxLineBytes: 16_777_216,
      maxExpansionRatio: 200,
      maxPropertyColumns: 500,
    };
    const inspected = await dataset.discover([named]);
    const others = [
      await look.start({ depth: 'preview', paths: [named], reading }),
      await look.start({ depth: 'profile', paths: [named], reading }),
      await run.start({ inputs: [named], config: null }),
      await settings.set({ recentInputs: [[named]] }),
    ];
    return {
      inspected: inspected.ok ? inspected.value : null,
      others: others.map((reply) => (reply.ok ? 'ok' : `${reply.error.code} ${reply.error.message}`)),
    };
  }, path);
}

async function expectRefused(studio: Studio, path: string): Promise<void> {
  const message = `${path}: is not read, for it was neither dropped nor chosen. Drop it on the window, or choose it with Open files or Open folder.`;
  expect(await nameEverywhere(studio, path)).toEqual({
    inspected: { files: [], problems: [{ path, message }] },
    others: new Array(4).fill(`FORBIDDEN ${message}`),
  });
}

test('a page has no file read that the user did not give; a drop gives it, across restarts too', async ({
  studio,
  folder,
}) => {
  const { page } = studio;
  const [log, other] = [join(folder, 'log.jsonl'), join(folder, 'other.jsonl')];
  for (const path of [log, other]) copyFileSync(sample, path);
  for (const path of ['/etc/passwd', log, folder, join(folder, 'missing.jsonl'), '../x', `${folder}/*.jsonl`])
    await expectRefused(studio, path);

  // A file that the page made has no path, whatever its name; what is no file is refused.
  const made = await page.evaluate(async (path) => {
    const lookAlike: unknown = Object.create(File.prototype, {
      name: { value: path },
      path: { value: path },
    });
    const asked: unknown = Reflect.apply(window.api.pathOf, undefined, [lookAlike]);
    return [
      await window.api.pathOf(new File(['x'], path)),
      await Promise.resolve(asked).then(String, () => 'refused'),
    ];
  }, log);
  expect(made).toEqual(['', 'refused']);
  await expectRefused(studio, log);

  await studio.run(log);
  await expectRefused(studio, other);
  // The latest inputs are forgotten: what is left is the record of the run.
  await page.evaluate(() => window.api.settings.set({ recentInputs: [] }));
  await studio.close();

  const again = await Studio.open(studio.userData);
  try {
    await expectRefused(again, other);
    const { inspected, others } = await nameEverywhere(again, log);
    expect(inspected).toMatchObject({ files: [{ path: log }], problems: [] });
    expect(others).toEqual(['ok', 'ok', 'ok', 'ok']);
  } finally {
    await again.close();
  }
});

test('of a folder that was given, its event files are read, and nothing that only leads on from there', async ({
  studio,
  folder,
}) => {
  const { page } = studio;
  const [logs, outside] = [join(folder, 'logs'), join(folder, 'outside')];
  for (const path of [logs, outside]) mkdirSync(path);
  const log = join(logs, 'log.jsonl');
  for (const path of [log, join(outside, 'a.jsonl'), join(outside, 'b.jsonl')]) copyFileSync(sample, path);
  writeFileSync(join(logs, 'notes.txt'), 'no events');
  await studio.answerOpenDialog(logs);
  await page.evaluate(() => window.api.dialog.openInputs('folder'));
  // What is in it counts once it was found there.
  await expectRefused(studio, log);
  await page.evaluate((path) => window.api.dataset.discover([path]), logs);
  expect((await nameEverywhere(studio, log)).others).toEqual(['ok', 'ok', 'ok', 'ok']);

  symlinkSync(outside, join(logs, 'link'));
  const ways = ['../outside/a.jsonl', '{..,x}/outside/a.jsonl', 'link/a.jsonl', 'link/../link/a.jsonl'];
  for (const way of [...ways, 'link', 'notes.txt', '*.jsonl', './log.jsonl'])
    await expectRefused(studio, `${logs}/${way}`);
  // A link is followed as the command line does, where the folder is looked through again.
  const found = await page.evaluate((path) => window.api.dataset.discover([path]), logs);
  expect(found).toMatchObject({
    value: {
      files: ['link/a.jsonl', 'link/b.jsonl', 'log.jsonl'].map((name) => ({ path: join(logs, name) })),
    },
  });
  await expectRefused(studio, `${logs}/link/../link/a.jsonl`);
  await expectRefused(studio, join(outside, 'a.jsonl'));
});

test('a page neither has a place shown, proposed nor written to that the user did not choose', async ({
  studio,
  folder,
}) => {
  const { app, page } = studio;
  await studio.run(sample);
  const [run = ''] = studio.runFolders();
  const elsewhere = join(folder, 'elsewhere');
  const start = (input: string, temporary: string) =>
    page.evaluate(
      ([path = '', text = '']) => window.api.run.start({ inputs: [path], config: { name: 'r.yaml', text } }),
      [input, `resources:\n  temp_directory: ${temporary}\n`],
    );
  expect(await start(sample, elsewhere)).toMatchObject({
    ok: false,
    error: { code: 'INVALID_CONFIG', message: expect.stringContaining('temp_directory') },
  });
  expect(readdirSync(folder)).toEqual(['user-data']);

  // The folders of runs and of their logs are shown; others not, whether there is something or not.
  await app.evaluate(({ shell }) => {
    shell.showItemInFolder = () => {};
  });
  const show = async (path: string) => {
    const reply = await page.evaluate((named) => window.api.shell.showItem(named), path);
    return reply.ok ? 'ok' : reply.error.code;
  };
  const shown = [run, join(studio.userData, 'logs', 'runs', `${basename(run)}.log`), join(run, 'missing')];
  expect(await Promise.all(shown.map(show))).toEqual(['ok', 'ok', 'NOT_FOUND']);
  for (const path of ['/etc/passwd', elsewhere, `${run}/../../settings.json`, `${run}/../../runs-2`, '.'])
    expect(await show(path)).toBe('FORBIDDEN');

  await app.evaluate(({ dialog }) => {
    dialog.showSaveDialog = async (...asked: unknown[]) => {
      Object.assign(globalThis, { asked: asked.at(-1) });
      return { canceled: true, filePath: '' };
    };
  });
  await page.evaluate((path) => window.api.dialog.saveConfig({ path, text: 'x' }), join(elsewhere, 'r.yaml'));
  expect(await app.evaluate(() => Reflect.get(globalThis, 'asked'))).toMatchObject({ defaultPath: 'r.yaml' });
});

test('the page has no Node.js and a closed contract', async ({ studio }) => {
  const found = await studio.page.evaluate(() => ({
    globals: ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer'].filter(
      (name) => name in window,
    ),
    isFrozen: Object.isFrozen(window.api) && Object.isFrozen(window.api.run),
  }));
  expect(found).toEqual({ globals: [], isFrozen: true });
});

test('a hostile payload is rejected with a reason', async ({ studio }) => {
  const replies = await studio.page.evaluate(async () => {
    // Past the types, as an attacker would be.
    const send = (domain: object, action: string, value: unknown): Promise<unknown> =>
      Reflect.apply(Reflect.get(domain, action), undefined, [value]);
    const { api } = window;
    return [
      await send(api.run, 'get', { id: '../../etc' }),
      await send(api.run, 'start', { inputs: [], config: null }),
      await send(api.settings, 'set', { theme: 'pink' }),
      await send(api.settings, 'set', { unknown: true }),
      await send(api.dataset, 'discover', ['a\0b']),
      await send(api.dataset, 'discover', undefined),
      await send(api.shell, 'showItem', { toString: 'x' }),
      await send(api.shell, 'showItem', 'x'.repeat(40_000)),
      await send(api.run, 'get', { id: Number.NaN }),
      await send(api.run, 'start', { inputs: new Array(10_001).fill('a'), config: null }),
      await send(api.settings, 'set', { threads: Number.NaN }),
      await send(api.settings, 'set', { threads: Number.POSITIVE_INFINITY }),
      await send(api.settings, 'set', { memoryLimit: '9'.repeat(2 ** 20) }),
      await send(api.settings, 'set', { currency: 'ZZZ' }),
      await send(api.settings, 'set', { constructor: { prototype: { polluted: true } } }),
      await send(api.settings, 'set', { config: { path: null, text: 'x'.repeat(2 ** 20 + 1) } }),
      await send(api.folders, 'choose', '/etc'),
      await send(api.folders, 'reset', { kind: 'runs', path: '/etc' }),
      await send(api.menu, 'screens', [{ id: 'sources', label: 'x'.repeat(41), digit: '1' }]),
      await send(api.menu, 'screens', [{ id: 'sources', label: 'Sources', digit: 'CmdOrCtrl+Q' }]),
    ];
  });
  for (const reply of replies)
    expect(reply).toMatchObject({ ok: false, error: { code: 'INVALID_ARGUMENT' } });
  await expect(
    studio.page.evaluate(() =>
      Reflect.apply(Reflect.get(window.api, 'on'), undefined, ['app:quit', () => {}]),
    ),
  ).rejects.toThrow('There is no such event');
});

test('nothing in a payload reaches a prototype', async ({ studio }) => {
  const before = await studio.page.evaluate(() => window.api.settings.get());
  await studio.page.evaluate(async () => {
    const polluting: unknown = JSON.parse('{"__proto__":{"polluted":true,"theme":"dark"}}');
    await Reflect.apply(Reflect.get(window.api.settings, 'set'), undefined, [polluting]);
  });
  expect(await studio.page.evaluate(() => window.api.settings.get())).toEqual(before);
  expect(await studio.app.evaluate(() => 'polluted' in {})).toBe(false);
});

test('the window stays where it is, alone', async ({ studio }) => {
  const { page, app } = studio;
  expect(await page.evaluate(() => window.open('https://example.com') === null)).toBe(true);
  for (const address of [
    'https://example.com',
    'file:///etc/passwd',
    'app://elsewhere/',
    'data:text/html,x',
  ]) {
    await page.evaluate((to) => window.location.assign(to), address);
  }
  // Asked of the app itself: the test's own view waits for navigations that never come.
  const after = await app.evaluate(async ({ BrowserWindow }) => {
    const windows = BrowserWindow.getAllWindows();
    const contents = windows[0]?.webContents;
    const heading: unknown = await contents?.executeJavaScript('document.querySelector("h1").textContent');
    return { windows: windows.length, url: contents?.getURL(), heading };
  });
  expect(after).toEqual({ windows: 1, url: 'app://studio/', heading: 'Sources' });
});

test('nothing outside the built window is served, and nothing remote is reached', async ({ studio }) => {
  const statuses = await studio.page.evaluate(async () => {
    const paths = [
      '/../package.json',
      '/..%2f..%2fpackage.json',
      '/%2e%2e/%2e%2e/package.json',
      '/..%5c..%5cpackage.json',
      '/%00',
    ];
    return Promise.all(paths.map(async (path) => (await fetch(`app://studio${path}`)).status));
  });
  expect(statuses).toEqual([404, 404, 404, 404, 404]);
  const remote = await studio.page.evaluate(() =>
    fetch('https://example.com').then(
      () => 'reached',
      () => 'refused',
    ),
  );
  expect(remote).toBe('refused');
});

test('the content security policy holds, without a complaint of the page itself', async ({ studio }) => {
  const { page } = studio;
  const policy = await page.evaluate(async () =>
    (await fetch('app://studio/')).headers.get('content-security-policy'),
  );
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('unsafe-eval');
  expect(policy).toContain("script-src 'self';");
  // In a task of the page's own: what a test evaluates is exempt.
  const evaluated = await page.evaluate(
    () =>
      new Promise((done) => {
        setTimeout(() => {
          try {
            done(Reflect.apply(Reflect.get(window, 'eval'), undefined, ['1 + 1']));
          } catch (error) {
            done(error instanceof Error ? error.name : 'unknown');
          }
        });
      }),
  );
  expect(evaluated).toBe('EvalError');

  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  await page.reload();
  await page.locator('html[data-ready]').waitFor();
  for (const digit of ['1', '3']) await page.keyboard.press(digit);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog', { name: 'Command palette' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Settings' }).click();
  // Said of any page with these two words in its policy: a frame could reach out to the page that holds it. This is none.
  const isOfFrames = (text: string) => text.startsWith('An iframe which has both allow-scripts');
  expect(complaints.filter((text) => !isOfFrames(text))).toEqual([]);
});

test('permissions are denied', async ({ studio }) => {
  const answers = await studio.page.evaluate(async () => [
    await Notification.requestPermission(),
    await navigator.mediaDevices.getUserMedia({ audio: true }).then(
      () => 'granted',
      () => 'denied',
    ),
  ]);
  expect(answers).toEqual(['denied', 'denied']);
});
