// What a script could try that got into the page, past the types and past what the screens do. See docs/security.md.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: written so in configurations
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect } from '@playwright/test';
import { makeOddCalls } from '../fixtures/odd-calls.ts';
import { Studio, test } from '../fixtures/studio.ts';

const sample = resolve('resources/sample_events.jsonl');
const secret = 'hunter2-of-the-environment';
const withSecret = 'monitoring:\n  log_file: ${STUDIO_SECRET}\n';
const withTimezone = 'aggregation:\n  timezone: ${STUDIO_TIMEZONE}\n';

test.beforeAll(() => {
  Object.assign(process.env, { STUDIO_SECRET: secret, STUDIO_TIMEZONE: 'Europe/Vienna' });
});

/** Has the native question be answered by its button of this place. */
function answerQuestion({ app }: Studio, response: number): Promise<void> {
  return app.evaluate(({ dialog }, button) => {
    dialog.showMessageBox = async (...asked: unknown[]) => {
      Object.assign(globalThis, { asked: asked.at(-1) });
      return { response: button, checkboxChecked: false };
    };
  }, response);
}

function variableOf({ page }: Studio, name: string): Promise<unknown> {
  return page.evaluate((asked) => window.api.config.variables([asked]), name);
}

/** Starts a run over the sample. @returns what it was refused for, or its id */
function startWith({ page }: Studio, text: string) {
  return page.evaluate(
    async ([path = '', rules = '']) => {
      const reply = await window.api.run.start({ inputs: [path], config: { name: 'r.yaml', text: rules } });
      return reply.ok
        ? reply.value.jobId
        : `${reply.error.code} ${reply.error.message} ${JSON.stringify(reply.error.detail)}`;
    },
    [sample, text],
  );
}

async function expectKept(studio: Studio, name: string): Promise<void> {
  expect(await variableOf(studio, name)).toEqual({ ok: true, value: { [name]: null } });
  const refused = await startWith(studio, `monitoring:\n  log_file: \${${name}}\n`);
  expect(refused).toContain(`INVALID_CONFIG`);
  expect(refused).toContain(`the environment variable ${name} is not read`);
  expect(refused).not.toContain(secret);
}

test('a page learns no variable of the environment that no file of the user names', async ({
  studio,
  folder,
}) => {
  const rules = join(folder, 'rules.yaml');
  for (const name of ['STUDIO_SECRET', 'PATH', 'NOT_SET_AT_ALL', 'constructor'])
    await expectKept(studio, name);

  // Neither a text among the settings nor one that is saved makes it known: the user is asked.
  await studio.page.evaluate(
    (text) => window.api.settings.set({ config: { path: null, text, saved: text } }),
    withSecret,
  );
  await studio.answerSaveDialog(rules);
  await answerQuestion(studio, 1);
  const save = (text: string) =>
    studio.page.evaluate((rulesText) => window.api.dialog.saveConfig({ path: null, text: rulesText }), text);
  expect(await save('strict_mode: true\n')).toEqual({ ok: true, value: rules });
  expect(await save(withSecret)).toEqual({ ok: true, value: null });
  expect(readFileSync(rules, 'utf8')).toBe('strict_mode: true\n');
  const asked = await studio.app.evaluate(() => Reflect.get(globalThis, 'asked'));
  expect(asked).toMatchObject({
    detail: expect.stringContaining('STUDIO_SECRET'),
    cancelId: 1,
    defaultId: 1,
  });
  await expectKept(studio, 'STUDIO_SECRET');
  await studio.close();

  const again = await Studio.open(studio.userData);
  try {
    await expectKept(again, 'STUDIO_SECRET');
  } finally {
    await again.close();
  }
});

test('a variable that an opened file names, or that the user allowed, is read, across restarts too', async ({
  studio,
  folder,
}) => {
  const rules = join(folder, 'rules.yaml');
  // A brace that never ends, in a comment, hides nothing of what follows.
  writeFileSync(rules, `# a literal \${ is written so\n${withTimezone}`);
  await studio.answerOpenDialog(rules);
  await studio.goTo('Rules');
  await studio.page.getByRole('button', { name: 'Open…' }).click();
  await expect(studio.page.getByText('rules.yaml')).toBeVisible();
  await expect(studio.page.getByRole('group', { name: 'Faults' })).toBeHidden();
  const vienna = { ok: true, value: { STUDIO_TIMEZONE: 'Europe/Vienna' } };
  expect(await variableOf(studio, 'STUDIO_TIMEZONE')).toEqual(vienna);
  await expectKept(studio, 'STUDIO_SECRET');
  await studio.close();

  const again = await Studio.open(studio.userData);
  try {
    await again.run(sample);
    const [run = ''] = again.runFolders();
    expect(readFileSync(join(run, 'manifest.json'), 'utf8')).toContain('Europe/Vienna');

    // Typed by hand, it is asked for as the rules are saved, and read from then on.
    await again.goTo('Rules');
    await again.page.getByRole('textbox', { name: 'Rules as YAML' }).fill(withSecret);
    await expect(again.page.getByRole('group', { name: 'Faults' })).toContainText(
      'STUDIO_SECRET is not read',
    );
    await answerQuestion(again, 0);
    await again.page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(again.page.getByRole('group', { name: 'Faults' })).toBeHidden();
    expect(await variableOf(again, 'STUDIO_SECRET')).toEqual({ ok: true, value: { STUDIO_SECRET: secret } });
  } finally {
    await again.close();
  }
});

test('a call that carries too much is refused at once, whatever it carries, and others are answered', async ({
  studio,
}) => {
  const outcomes = await studio.page.evaluate(async () => {
    const size = 200 * 2 ** 20;
    const text = 'x'.repeat(size);
    const send = async (domain: object, action: string, value: unknown) => {
      const reply: unknown = await Reflect.apply(Reflect.get(domain, action), undefined, [value]);
      return JSON.stringify(reply).slice(0, 60);
    };
    const { dataset, dialog, run, settings, config } = window.api;
    const bytes = new Uint8Array(size);
    const big = await Promise.all([
      send(dataset, 'inspect', [text]),
      send(dataset, 'inspect', new Array(1_000_000).fill('x')),
      send(run, 'start', { inputs: ['x'], config: { name: 'x', text } }),
      send(settings, 'set', { [text]: 1 }),
      send(settings, 'set', { theme: { deep: [{ er: text }] } }),
      send(config, 'variables', [text]),
      send(dialog, 'saveFile', { name: 'x.csv', kind: 'csv', content: text }),
      send(dialog, 'saveFile', { name: 'x.png', kind: 'png', content: bytes }),
      send(dialog, 'saveConfig', { path: null, text }),
    ]);
    // Big ones that are let through by themselves are not, all at once.
    const flood = Array.from({ length: 40 }, () => send(dataset, 'inspect', ['y'.repeat(7 * 2 ** 20)]));
    const info = await window.api.app.info();
    return { big, flood: await Promise.all(flood), isAnswered: info.ok };
  });
  for (const reply of outcomes.big) expect(reply).toContain('"code":"TOO_BIG"');
  expect(outcomes.isAnswered).toBe(true);
  const isRefused = (reply: string) => reply.includes('"code":"TOO_BIG"');
  expect(outcomes.flood.filter(isRefused).length).toBeGreaterThan(20);
  expect(outcomes.flood.some((reply) => reply.includes('"code":"INVALID_ARGUMENT"'))).toBe(true);
  // Once they are answered, there is room again.
  expect(await studio.page.evaluate(() => window.api.dataset.inspect(['x']))).toMatchObject({ ok: true });
});

test('whatever is sent by every call is answered, and changes nothing that it should not', async ({
  studio,
}) => {
  const { app, page } = studio;
  await app.evaluate(({ dialog, shell }) => {
    const reached: string[] = [];
    Object.assign(globalThis, { reached, uncaught: [] });
    dialog.showOpenDialog = async () => ({ canceled: true, filePaths: [] });
    dialog.showSaveDialog = async () => ({ canceled: true, filePath: '' });
    dialog.showMessageBox = async () => ({ response: 1, checkboxChecked: false });
    shell.showItemInFolder = (path) => void reached.push(path);
    for (const event of ['uncaughtExceptionMonitor', 'unhandledRejection'] as const)
      process.on(event, (error: unknown) => void reached.push(String(error)));
  });
  const made = await page.evaluate(makeOddCalls, { seed: 9, count: 40 });
  expect(made.length).toBeGreaterThan(3000);
  const wrong = made.filter(({ outcome }) =>
    ['INTERNAL', 'unknown', 'undefined', 'ENGINE_STOPPED'].includes(outcome),
  );
  expect(wrong).toEqual([]);
  for (const outcome of ['ok', 'not sent', 'INVALID_ARGUMENT', 'TOO_BIG', 'FORBIDDEN'])
    expect(made.map((one) => one.outcome)).toContain(outcome);
  expect(await app.evaluate(() => Reflect.get(globalThis, 'reached'))).toEqual([]);
  expect(await app.evaluate(() => 'polluted' in {})).toBe(false);
  expect(studio.runFolders()).toEqual([]);
  await page.reload();
  await studio.run(sample);
});

test('a page that changes what objects do changes nothing for the app', async ({ studio }) => {
  const outcomes = await studio.page.evaluate(async () => {
    const { api } = window;
    const changed = [
      Reflect.set(window, 'api', {}),
      Reflect.defineProperty(window, 'api', { value: {} }),
      Reflect.deleteProperty(window, 'api'),
      Reflect.set(api, 'run', {}),
      Reflect.set(api.run, 'start', () => 1),
      Reflect.setPrototypeOf(api.run, { more: 1 }),
    ];
    const { isArray } = Array;
    const { keys } = Object;
    const { push } = Array.prototype;
    Object.assign(Object.prototype, { ok: 'polluted', failure: null });
    Array.isArray = (value): value is never => value === 0;
    Array.prototype.push = () => 0;
    Object.keys = () => [];
    const big = await api.dataset.inspect(['x'.repeat(9 * 2 ** 20)]);
    const given = await api.dataset.inspect(['/etc/passwd']);
    // The test itself needs them as they were.
    Object.assign(Array, { isArray });
    Object.assign(Object, { keys });
    Object.assign(Array.prototype, { push });
    for (const name of ['ok', 'failure']) Reflect.deleteProperty(Object.prototype, name);
    return { changed, big: JSON.stringify(big), given: JSON.stringify(given), isSame: api === window.api };
  });
  expect(outcomes).toMatchObject({ changed: new Array(6).fill(false), isSame: true });
  expect(outcomes.big).toContain('TOO_BIG');
  expect(outcomes.given).toContain('neither dropped nor chosen');
});

test('a page saves nothing, asks nothing, prints nothing and cannot stay open against the user', async ({
  studio,
}) => {
  const { app, page } = studio;
  await app.evaluate(({ session }) => {
    const begun: boolean[] = [];
    Object.assign(globalThis, { begun });
    session.defaultSession.on('will-download', (event) => void begun.push(event.defaultPrevented));
  });
  const answers = await page.evaluate(() => {
    for (const href of [
      URL.createObjectURL(new Blob(['x'])),
      'data:text/plain,x',
      'app://studio/index.html',
    ]) {
      const link = document.createElement('a');
      Object.assign(link, { href, download: 'x.txt' });
      document.body.append(link);
      link.click();
    }
    window.print();
    return [window.confirm('x'), window.alert('x')];
  });
  expect(answers).toEqual([false, undefined]);
  // One that gets past the page's own policy is refused by the app.
  await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.downloadURL('app://studio/index.html'),
  );
  await expect.poll(() => app.evaluate(() => Reflect.get(globalThis, 'begun'))).toEqual([true]);

  await page.evaluate(() => {
    window.onbeforeunload = () => 'stay';
    document.body.click();
  });
  await Promise.all([
    page.waitForEvent('close'),
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()),
  ]);
});

test('no file is read by its address, in a frame or otherwise, and frames reach nothing', async ({
  studio,
}) => {
  const { page } = studio;
  const addresses = [
    'file:///etc/passwd',
    'file://localhost/etc/passwd',
    `file://${resolve('package.json')}`,
    'app://studio/../../package.json',
    'app://studio//etc/passwd',
    'app://studio/%2e%2e/%2e%2e/package.json',
    'app://studio/%252e%252e%252fpackage.json',
    'app://studio/..%5c..%5cpackage.json',
    'app://other/index.html',
    'app://user:word@studio/../package.json',
    'devtools://devtools/bundled/inspector.html',
    'chrome://gpu',
    'view-source:app://studio/',
    'filesystem:app://studio/temporary/x',
    'chrome-extension://x/y',
  ];
  const read = await page.evaluate(
    (all) =>
      Promise.all(
        all.map(async (address) => {
          const text = await fetch(address).then(
            async (answer) => (answer.ok ? answer.text() : ''),
            () => '',
          );
          const frame = document.createElement('iframe');
          frame.src = address;
          const loaded = new Promise((done) => frame.addEventListener('load', done, { once: true }));
          document.body.append(frame);
          // One that is refused may never load.
          await Promise.race([loaded, new Promise((done) => setTimeout(done, 3000))]);
          let inside = '';
          try {
            inside = frame.contentDocument?.body?.textContent ?? '';
          } catch {}
          frame.remove();
          return text + inside;
        }),
      ),
    addresses,
  );
  expect(read).toEqual(addresses.map(() => ''));
  const methods = await page.evaluate(() =>
    Promise.all(
      ['POST', 'PUT', 'DELETE', 'OPTIONS'].map(
        async (method) => (await fetch('app://studio/', { method })).status,
      ),
    ),
  );
  expect(methods).toEqual([404, 404, 404, 404]);

  const inFrames = await page.evaluate(() =>
    ['about:blank', ''].map((src) => {
      const frame = document.createElement('iframe');
      if (src === '') frame.srcdoc = '<p>x</p>';
      else frame.src = src;
      document.body.append(frame);
      const inner = frame.contentWindow;
      return ['api', 'require', 'process', 'electron'].filter((name) => inner !== null && name in inner);
    }),
  );
  expect(inFrames).toEqual([[], []]);
});

test('nothing is granted, and what others copied is not read', async ({ studio }) => {
  const { app, page } = studio;
  await app.evaluate(({ clipboard }, text) => clipboard.writeText(text), secret);
  await page.bringToFront();
  await page.locator('body').click();
  const granted = await page.evaluate(async () => {
    const tell = (asked: Promise<unknown>) =>
      Promise.race([
        asked.then(
          () => 'granted',
          () => 'refused',
        ),
        new Promise((done) => setTimeout(() => done('no answer'), 3000)),
      ]);
    const { navigator: here } = window;
    const of = (owner: object, name: string, action: string, ...values: unknown[]): Promise<unknown> => {
      const domain: unknown = name === '' ? owner : Reflect.get(owner, name);
      const method: unknown = domain instanceof Object ? Reflect.get(domain, action) : undefined;
      if (typeof method !== 'function') return Promise.reject(new Error('missing'));
      try {
        return Promise.resolve(Reflect.apply(method, domain, values));
      } catch (error) {
        return Promise.reject(error);
      }
    };
    const asked = {
      clipboard: of(here, 'clipboard', 'readText'),
      clipboardItems: of(here, 'clipboard', 'read'),
      camera: of(here, 'mediaDevices', 'getUserMedia', { video: true }),
      microphone: of(here, 'mediaDevices', 'getUserMedia', { audio: true }),
      screen: of(here, 'mediaDevices', 'getDisplayMedia', { video: true }),
      place: new Promise((done, fail) => here.geolocation.getCurrentPosition(done, fail)),
      usb: of(here, 'usb', 'requestDevice', { filters: [] }),
      serial: of(here, 'serial', 'requestPort'),
      hid: of(here, 'hid', 'requestDevice', { filters: [] }).then((found) => {
        if (Array.isArray(found) && found.length === 0) throw new Error('none');
      }),
      bluetooth: of(here, 'bluetooth', 'requestDevice', { acceptAllDevices: true }),
      midi: of(here, '', 'requestMIDIAccess', { sysex: true }),
      fonts: of(window, '', 'queryLocalFonts').then((found) => {
        if (Array.isArray(found) && found.length === 0) throw new Error('none');
      }),
      idle: of(Reflect.get(window, 'IdleDetector') ?? {}, '', 'requestPermission').then((state) => {
        if (state !== 'granted') throw new Error('denied');
      }),
      files: of(window, '', 'showOpenFilePicker'),
      folders: of(window, '', 'showDirectoryPicker'),
      saving: of(window, '', 'showSaveFilePicker'),
      fullscreen: document.documentElement.requestFullscreen(),
      pointer: of(document.body, '', 'requestPointerLock'),
      keyboard: of(here, 'keyboard', 'lock'),
      wakeLock: of(here, 'wakeLock', 'request', 'screen'),
      push: of(here, 'serviceWorker', 'register', '/x.js'),
      payment: of(here, 'credentials', 'get', {
        publicKey: { challenge: new Uint8Array(9), rpId: 'studio' },
      }),
    };
    const entries = Object.entries(asked).map(async ([name, answer]) => [name, await tell(answer)]);
    return Object.fromEntries(await Promise.all(entries));
  });
  const isGranted = Object.entries(granted).filter(([, answer]) => answer === 'granted');
  expect(isGranted).toEqual([]);

  const pasted = await page.evaluate(() => {
    const field = document.createElement('textarea');
    document.body.append(field);
    field.focus();
    return [document.execCommand('paste'), field.value];
  });
  expect(pasted).toEqual([false, '']);
});
