import { expect } from '@playwright/test';
import { test } from '../fixtures/studio.ts';

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
      await send(api.dataset, 'inspect', ['a\0b']),
      await send(api.dataset, 'inspect', undefined),
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
  expect(complaints).toEqual([]);
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
