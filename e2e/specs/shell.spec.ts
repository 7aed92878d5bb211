import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { sendLog } from '../bench/log-load.ts';
import { copyGenerated } from '../fixtures/built-cli.ts';
import { capture, expectAccessible, look } from '../fixtures/look.ts';
import { Studio, test } from '../fixtures/studio.ts';

const sample = resolve('resources/sample_events.jsonl');

function paletteOf(page: Page) {
  return page.getByRole('dialog', { name: 'Command palette' });
}

/** Opens the palette, and waits until it hears the keyboard. */
async function openPalette(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('textbox', { name: 'Search commands' })).toBeFocused();
}

/** Opens the palette, types, and presses Enter on the first hit. */
async function command({ page }: Studio, typed: string): Promise<void> {
  await openPalette(page);
  await page.keyboard.type(typed);
  await page.keyboard.press('Enter');
  await expect(paletteOf(page)).toBeHidden();
}

/** Clicks an item of the native menu, as `View > Rules`. */
async function clickMenu({ app }: Studio, path: string): Promise<void> {
  await app.evaluate(({ Menu }, labels) => {
    const plain = (label: string) => label.replace('&', '');
    let items = Menu.getApplicationMenu()?.items ?? [];
    for (const [index, wanted] of labels.entries()) {
      const item = items.find(({ label }) => plain(label) === wanted);
      if (item === undefined) throw new Error(`The menu has no ${labels.slice(0, index + 1).join(' > ')}.`);
      if (index === labels.length - 1) item.click();
      items = item.submenu?.items ?? [];
    }
  }, path.split(' > '));
}

/** No native dialog may open from now on. */
async function refuseDialogs({ app }: Studio): Promise<void> {
  await app.evaluate(({ dialog }) => {
    const refuse = async () => {
      throw new Error('A dialog was opened.');
    };
    dialog.showSaveDialog = refuse;
    dialog.showOpenDialog = refuse;
  });
}

test('the palette finds and does everything from the keyboard', async ({ studio }) => {
  const { page } = studio;
  await command(studio, 'dark');
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await command(studio, 'settings');
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
  await command(studio, 'sample');
  await expect(page.getByRole('row', { name: /sample_events/ })).toBeVisible();

  await openPalette(page);
  const palette = paletteOf(page);
  await expect(palette.getByRole('button', { name: /^Rules/ })).toContainText('2');
  await expect(palette.getByRole('button', { name: /^Start run/ })).toContainText('CtrlEnter');
  await page.keyboard.type('nothing of the kind');
  await expect(palette.getByText('No command of that name')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(palette).toBeHidden();

  await page.getByRole('button', { name: 'Remove all' }).click();
  await command(studio, 'sample_events');
  await expect(page.getByRole('row', { name: /sample_events/ })).toBeVisible();
  await openPalette(page);
  for (const key of ['ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
  await expect(page.getByRole('heading', { name: 'Rules', level: 1 })).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(palette).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(palette).toBeHidden();
});

test('Escape closes what is open before it asks to cancel; the end of a run is told on other screens', async ({
  studio,
  folder,
}) => {
  const { page } = studio;
  await studio.drop(copyGenerated(join(folder, 'events.jsonl'), 400_000));
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('listitem', { name: 'Reading events: running' })).toBeVisible();
  const question = page.getByRole('dialog', { name: 'Cancel this run?' });
  await page.keyboard.press('Control+k');
  await expect(paletteOf(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(paletteOf(page)).toBeHidden();
  await expect(question).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(question).toBeVisible();
  await page.keyboard.press('1');
  await expect(page.getByRole('heading', { name: 'Run', level: 1 })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(question).toBeHidden();

  await page.keyboard.press('1');
  const told = page.getByRole('alert').filter({ hasText: 'Run finished' });
  // It goes after a while, but not from under the mouse.
  await told.hover();
  await expectAccessible(studio);
  await capture(studio, 'notification-light');
  await told.getByRole('button', { name: 'Show run' }).click();
  await expect(page.getByRole('region', { name: 'Result' })).toBeVisible();
  await expect(told).toBeHidden();
});

test('the native menu follows the screens, and its commands act', async ({ studio }) => {
  const { page, app } = studio;
  await expect(page.getByRole('navigation', { name: 'Screens' })).toBeVisible();
  const labels = await page
    .getByRole('navigation')
    .getByRole('button')
    .evaluateAll((buttons) =>
      buttons.map((button) => button.querySelector('.mantine-NavLink-label')?.textContent),
    );
  const view = await app.evaluate(({ Menu }) =>
    Menu.getApplicationMenu()
      ?.items.find(({ label }) => label === '&View')
      ?.submenu?.items.map(({ label, accelerator }) => ({ label, accelerator: accelerator ?? null })),
  );
  expect(view?.slice(0, labels.length).map(({ label }) => label)).toEqual(labels);
  expect(view).toContainEqual({ label: 'Rules', accelerator: '2' });

  await clickMenu(studio, 'View > Rules');
  await expect(page.getByRole('heading', { name: 'Rules', level: 1 })).toBeVisible();
  await clickMenu(studio, 'File > Open sample data');
  await expect(page.getByRole('row', { name: /sample_events/ })).toBeVisible();
  await clickMenu(studio, 'View > Appearance > Dark');
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await clickMenu(studio, 'View > Command palette…');
  await expect(paletteOf(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await clickMenu(studio, 'Help > About Event Analytics Studio');
  await expect(page.getByText(/Electron .*Chromium/)).toBeVisible();
  await clickMenu(studio, 'Run > Start run');
  await expect(page.getByRole('region', { name: 'Result' })).toBeVisible();
});

test('rules with unsaved changes are not replaced unasked', async ({ studio, folder }) => {
  const { page } = studio;
  const [first, second] = [join(folder, 'first.yaml'), join(folder, 'second.yaml')];
  writeFileSync(first, 'strict_mode: true\n');
  writeFileSync(second, 'strict_mode: false # second\n');
  await studio.goTo('Rules');
  const yaml = page.getByRole('textbox', { name: 'Rules as YAML' });
  const question = page.getByRole('dialog', { name: 'Save the changes to the rules?' });
  await studio.answerOpenDialog(first);
  await page.getByRole('button', { name: 'Open…' }).click();
  await expect(yaml).toHaveValue('strict_mode: true\n');

  await yaml.fill('strict_mode: true # changed\n');
  await studio.answerOpenDialog(second);
  await page.getByRole('button', { name: 'Open…' }).click();
  await expect(question).toContainText('first.yaml has unsaved changes');
  await expectAccessible(studio);
  await capture(studio, 'rules-unsaved-light');
  await page.keyboard.press('Escape');
  await expect(question).toBeHidden();
  await expect(yaml).toHaveValue('strict_mode: true # changed\n');

  await page.getByRole('button', { name: 'Open…' }).click();
  await question.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(yaml).toHaveValue('strict_mode: false # second\n');
  expect(readFileSync(first, 'utf8')).toBe('strict_mode: true # changed\n');

  await yaml.fill('strict_mode: true # thrown away\n');
  await page.getByRole('button', { name: 'Reset to defaults' }).click();
  await question.getByRole('button', { name: 'Discard' }).click();
  await expect(yaml).toHaveValue(/min_events: 1000/);
  expect(readFileSync(second, 'utf8')).toBe('strict_mode: false # second\n');

  const nowhere = join(folder, 'no such folder', 'rules.yaml');
  await studio.answerSaveDialog(nowhere);
  await command(studio, 'settings');
  await command(studio, 'save rules as');
  const told = page.getByRole('alert').filter({ hasText: 'The rules were not saved' });
  await expect(told).toContainText(`${nowhere}: cannot be written`);
});

test('after a restart, rules are saved without asking where; only where the user once said so', async ({
  studio,
  folder,
}) => {
  const rules = join(folder, 'rules.yaml');
  writeFileSync(rules, 'strict_mode: true\n');
  await studio.goTo('Rules');
  await studio.answerOpenDialog(rules);
  await studio.page.getByRole('button', { name: 'Open…' }).click();
  await expect(studio.page.getByText('rules.yaml')).toBeVisible();
  await studio.close();

  const again = await Studio.open(studio.userData);
  try {
    const { page } = again;
    await refuseDialogs(again);
    await again.goTo('Rules');
    await page.getByRole('textbox', { name: 'Rules as YAML' }).fill('strict_mode: false\n');
    await page.keyboard.press('Control+s');
    await expect(page.getByRole('status', { name: 'State of the file' })).toHaveText('Saved');
    expect(readFileSync(rules, 'utf8')).toBe('strict_mode: false\n');

    // The page may say where its rules lie; it is not believed.
    const elsewhere = join(folder, 'elsewhere.yaml');
    const reply = await page.evaluate(async (path) => {
      await window.api.settings.set({ config: { path, text: 'x' } });
      return window.api.dialog.saveConfig({ path, text: 'x' });
    }, elsewhere);
    expect(reply).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('A dialog was opened') },
    });
    expect(readdirSync(folder)).not.toContain('elsewhere.yaml');
  } finally {
    await again.close();
  }
});

test('settings outlive a restart: currency, limits and the folders of runs and temporary files', async ({
  studio,
  folder,
}) => {
  const { page } = studio;
  const [disk, spill] = [join(folder, 'disk'), join(folder, 'spill')];
  for (const path of [disk, spill]) mkdirSync(path);
  await studio.goTo('Settings');
  await page.getByRole('textbox', { name: 'Memory limit' }).fill('600MB');
  await page.getByRole('textbox', { name: 'Threads' }).fill('none');
  await expect(page.getByText('must be auto or a whole number from 1 to 1024')).toBeVisible();
  await page.getByRole('combobox', { name: 'Currency' }).fill('swiss');
  await page.getByRole('option', { name: 'CHF – Swiss Franc' }).click();
  await studio.answerOpenDialog(disk);
  const runs = page.getByRole('region', { name: 'Runs', exact: true });
  await runs.getByRole('button', { name: 'Choose…' }).click();
  await expect(runs).toContainText(join(disk, 'Event Analytics runs'));
  await expect(runs).toContainText('Used from the next start of the app on');
  await studio.answerOpenDialog(spill);
  const temporary = page.getByRole('region', { name: 'Temporary files' });
  await temporary.getByRole('button', { name: 'Choose…' }).click();
  await expect(temporary).toContainText(spill);
  await look(studio, 'settings-folders');
  await studio.close();

  const again = await Studio.open(studio.userData);
  try {
    await again.goTo('Settings');
    await expect(again.page.getByRole('textbox', { name: 'Memory limit' })).toHaveValue('600MB');
    await expect(again.page.getByRole('combobox', { name: 'Currency' })).toHaveValue('CHF – Swiss Franc');
    await again.run(sample);
    const made = readdirSync(join(disk, 'Event Analytics runs'));
    expect(made).toHaveLength(1);
    expect(again.runFolders()).toEqual([]);
    const manifest = readFileSync(join(disk, 'Event Analytics runs', made[0] ?? '', 'manifest.json'), 'utf8');
    expect(JSON.parse(manifest)).toMatchObject({
      config: { resources: { memory_limit: '600MB', temp_directory: spill } },
    });
    expect(readdirSync(spill)).toEqual([]);
    await again.goTo('Settings');
    const chosen = again.page.getByRole('region', { name: 'Runs', exact: true });
    await chosen.getByRole('button', { name: 'Use default' }).click();
    await expect(chosen).toContainText(join(studio.userData, 'runs'));
  } finally {
    await again.close();
  }
});

test('settings of an older version are taken over; those that cannot be written are told of', async ({
  folder,
}) => {
  const old = join(folder, 'old');
  mkdirSync(old);
  const settings = {
    theme: 'dark',
    memoryLimit: '700MB',
    threads: 2,
    recentInputs: [[sample]],
    config: null,
  };
  writeFileSync(join(old, 'settings.json'), JSON.stringify({ settings }));
  const studio = await Studio.open(old);
  try {
    await expect(studio.page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
    await expect(studio.page.getByRole('button', { name: /sample_events\.jsonl/ })).toBeVisible();
    await studio.goTo('Settings');
    await expect(studio.page.getByRole('combobox', { name: 'Currency' })).toHaveValue('USD – US Dollar');
  } finally {
    await studio.close();
  }

  const blocked = join(folder, 'blocked');
  mkdirSync(join(blocked, 'settings.json', 'in the way'), { recursive: true });
  const unlucky = await Studio.open(blocked);
  try {
    await unlucky.chooseTheme('Dark');
    const told = unlucky.page.getByRole('alert').filter({ hasText: 'The settings were not kept' });
    await expect(told).toContainText('The change holds until the app is closed');
    await expectAccessible(unlucky);
    await capture(unlucky, 'settings-not-kept-dark');
  } finally {
    await unlucky.close();
  }
});

test('the palette, in both themes and two sizes, is accessible', async ({ studio }) => {
  const { page } = studio;
  await studio.drop(sample);
  await expect(page.getByRole('row', { name: /sample_events/ })).toBeVisible();
  for (const theme of ['Light', 'Dark'] as const) {
    await studio.chooseTheme(theme);
    await page.keyboard.press('Control+k');
    await expect(paletteOf(page)).toBeVisible();
    await expectAccessible(studio);
    await capture(studio, `palette-${theme.toLowerCase()}`);
    await page.keyboard.type('sample');
    await expectAccessible(studio);
    await capture(studio, `palette-found-${theme.toLowerCase()}`);
    await page.keyboard.press('Escape');
    await expect(paletteOf(page)).toBeHidden();
  }
});

test('a page that crashes or hangs is loaded again', async ({ studio }) => {
  const crash = (how: 'crash' | 'hang') =>
    studio.app.evaluate(async ({ BrowserWindow, dialog }, what) => {
      const window = BrowserWindow.getAllWindows()[0];
      if (window === undefined) throw new Error('There is no window.');
      const loaded = new Promise<void>((done) => {
        window.webContents.once('did-finish-load', () => done());
      });
      const asked: string[] = [];
      dialog.showMessageBox = async (...values: unknown[]) => {
        asked.push(JSON.stringify(values.at(-1)));
        return { response: 0, checkboxChecked: false };
      };
      if (what === 'crash') window.webContents.forcefullyCrashRenderer();
      else window.emit('unresponsive');
      await loaded;
      const title: unknown = await window.webContents.executeJavaScript('document.title');
      return { asked, title };
    }, how);
  expect(await crash('crash')).toEqual({ asked: [], title: 'Event Analytics Studio' });
  const { asked, title } = await crash('hang');
  expect(asked[0]).toContain('does not answer');
  expect(title).toBe('Event Analytics Studio');
});

test('of a long log, only the lines in view are drawn', async ({ studio }) => {
  await studio.goTo('Run');
  await sendLog(studio, { linesPerSecond: 2000, seconds: 1 });
  const drawn = studio.page.getByRole('log').locator('[data-level]');
  expect(await drawn.count()).toBeLessThan(150);
});
