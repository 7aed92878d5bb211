import { readFileSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { Studio, test } from '../fixtures/studio.ts';

const sample = resolve('resources/sample_events.jsonl');

function yamlOf(page: Page) {
  return page.getByRole('textbox', { name: 'Rules as YAML' });
}

function verdictOn(page: Page, rule: string) {
  return page.getByRole('group', { name: `Verdict on ${rule}` });
}

async function showRules({ page }: Studio): Promise<void> {
  await page.keyboard.press('2');
  await expect(page.getByRole('heading', { name: 'Rules', exact: true })).toBeVisible();
}

test('a threshold moved with the keyboard and with the mouse is written to the YAML', async ({ studio }) => {
  const { page } = studio;
  await showRules(studio);
  const yaml = yamlOf(page);
  const comment = '# The largest share of nulls a column may have: 0.1 is 10 percent.\n';
  const slider = page.getByRole('slider', { name: 'max_null_percentage slider' });
  await slider.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(slider).toHaveAttribute('aria-valuetext', '12%');
  await expect(yaml).toHaveValue(new RegExp(`${comment}  max_null_percentage: 0.12\n`));
  await expect(page.getByRole('textbox', { name: 'max_null_percentage' })).toHaveValue('0.12');

  const thumb = await slider.boundingBox();
  if (thumb === null) throw new Error('The slider is not on screen.');
  await page.mouse.move(thumb.x + thumb.width / 2, thumb.y + thumb.height / 2);
  await page.mouse.down();
  await page.mouse.move(thumb.x + thumb.width / 2 + 80, thumb.y + thumb.height / 2, { steps: 8 });
  await page.mouse.up();
  await expect(yaml).toHaveValue(new RegExp(`${comment}  max_null_percentage: 0\\.[2-9]`));

  await page.getByRole('button', { name: 'Reset max_null_percentage to its default' }).click();
  await expect(yaml).toHaveValue(/max_null_percentage: 0\.1\n/);
  await expect(page.getByRole('status', { name: 'State of the file' })).toHaveText('In use as they are');
});

test('every kind of control writes its key', async ({ studio }) => {
  const { page } = studio;
  await showRules(studio);
  const yaml = yamlOf(page);
  const types = page.getByRole('combobox', { name: 'required_event_types' });
  await types.fill('purchase');
  await types.press('Enter');
  await expect(yaml).toHaveValue(/required_event_types: \[session_start, session_end, purchase\]/);
  await page.getByRole('switch', { name: 'strict_mode' }).focus();
  await page.keyboard.press('Space');
  await expect(yaml).toHaveValue(/\nstrict_mode: true\n/);
  await page.getByRole('combobox', { name: 'timezone' }).fill('Berlin');
  await page.getByRole('option', { name: 'Europe/Berlin' }).click();
  await expect(yaml).toHaveValue(/timezone: Europe\/Berlin\n/);
  await page.getByRole('textbox', { name: 'max_failed_lines' }).fill('7');
  await expect(yaml).toHaveValue(/max_failed_lines: 7\n/);

  await page.getByRole('button', { name: 'Show changes' }).click();
  await expect(page.getByRole('region', { name: 'Changes' })).toContainText('+ strict_mode: true');
  await page.getByRole('button', { name: 'Reset to defaults' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Discard', exact: true }).click();
  await expect(yaml).toHaveValue(/\nstrict_mode: false\n/);
  await expect(page.getByRole('switch', { name: 'strict_mode' })).not.toBeChecked();
});

test('controls follow the YAML; a fault is shown at its line and no run starts', async ({ studio }) => {
  const { page } = studio;
  await studio.drop(sample);
  await expect(page.getByRole('row', { name: /sample_events/ })).toBeVisible();
  await showRules(studio);
  const yaml = yamlOf(page);
  await yaml.fill('quality_checks:\n  min_events: 4321 # enough\n');
  const minEvents = page.getByRole('textbox', { name: 'min_events' });
  await expect(minEvents).toHaveValue('4,321');
  await minEvents.focus();
  await page.keyboard.press('ArrowUp');
  await expect(yaml).toHaveValue('quality_checks:\n  min_events: 4421 # enough\n');

  await yaml.fill('quality_checks:\n  min_events: many\n');
  const faults = page.getByRole('group', { name: 'Faults' });
  await expect(faults).toContainText('2:15 quality_checks.min_events must be a whole number');
  await expect(page.locator('[data-faulty]')).toHaveText('2');
  await expect(minEvents).toBeDisabled();
  await page.getByRole('button', { name: '2:15' }).click();
  await page.keyboard.press('Shift+End');
  await expect.poll(() => page.evaluate(() => String(window.getSelection()))).toBe('many');

  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('2:15: quality_checks.min_events must be');
  await expect(page.getByRole('button', { name: 'Start run' })).toBeDisabled();
  await page.getByRole('button', { name: 'Mend the rules' }).click();
  await yaml.fill('quality_checks:\n  min_events: 5\n');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Start run' })).toBeEnabled();
});

test('a moved threshold changes the verdict on the last run at once', async ({ studio }) => {
  const { page } = studio;
  await studio.drop(sample);
  await expect(page.getByRole('row', { name: /sample_events/ })).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('region', { name: 'Result' })).toBeVisible();
  await showRules(studio);
  const verdict = verdictOn(page, 'min_events');
  await expect(verdict).toHaveAttribute('data-status', 'pass');
  await page.getByRole('textbox', { name: 'min_events' }).fill('9000000');
  await expect(verdict).toHaveAttribute('data-status', 'warn');
  await expect(verdict).toContainText('at least 9,000,000 expected');
  await page.getByRole('switch', { name: 'strict_mode' }).focus();
  await page.keyboard.press('Space');
  await expect(verdict).toHaveAttribute('data-status', 'fail');

  const shares = verdictOn(page, 'max_null_percentage');
  await page.getByRole('slider', { name: 'max_null_percentage slider' }).focus();
  await page.keyboard.press('End');
  await expect(shares).toHaveAttribute('data-status', 'pass');
  await page.getByRole('switch', { name: 'check_duplicates' }).focus();
  await page.keyboard.press('Space');
  await expect(verdictOn(page, 'check_duplicates')).toHaveAttribute('data-status', 'skipped');
});

test('rules are opened, saved and saved elsewhere', async ({ studio, folder }) => {
  const { page } = studio;
  const opened = join(folder, 'rules.yaml');
  const elsewhere = join(folder, 'elsewhere.yaml');
  writeFileSync(opened, '# ours\nstrict_mode: true # always\n');
  await showRules(studio);
  await studio.answerOpenDialog(opened);
  await page.getByRole('button', { name: 'Open…' }).click();
  const state = page.getByRole('status', { name: 'State of the file' });
  await expect(state).toHaveText('Saved');
  await page.getByRole('textbox', { name: 'min_events' }).fill('12');
  await expect(state).toHaveText('Unsaved changes');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(state).toHaveText('Saved');
  const text = '# ours\nstrict_mode: true # always\nquality_checks:\n  min_events: 12\n';
  expect(readFileSync(opened, 'utf8')).toBe(text);

  await studio.answerSaveDialog(elsewhere);
  await yamlOf(page).fill(`${text}# more\n`);
  await page.getByRole('button', { name: 'Save as…' }).click();
  await expect(page.getByText('elsewhere.yaml')).toBeVisible();
  await expect(state).toHaveText('Saved');
  expect(readFileSync(elsewhere, 'utf8')).toBe(`${text}# more\n`);
  expect(readFileSync(opened, 'utf8')).toBe(text);
});

test('rules that lie behind a link are written there, and the link stays', async ({ studio, folder }) => {
  const { page } = studio;
  const [file, link] = [join(folder, 'ours.yaml'), join(folder, 'rules.yaml')];
  writeFileSync(file, 'strict_mode: true\n');
  symlinkSync(file, link);
  await showRules(studio);
  await studio.answerOpenDialog(link);
  await page.getByRole('button', { name: 'Open…' }).click();
  await expect(yamlOf(page)).toHaveValue('strict_mode: true\n');
  await yamlOf(page).fill('strict_mode: false\n');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('status', { name: 'State of the file' })).toHaveText('Saved');
  expect(readFileSync(file, 'utf8')).toBe('strict_mode: false\n');
  expect(readlinkSync(link)).toBe(file);
});

test('variables of the environment that a file names are read, and unsaved changes outlive a restart', async ({
  studio,
  folder,
}) => {
  const { page } = studio;
  await showRules(studio);
  const faults = page.getByRole('group', { name: 'Faults' });
  const opened = join(folder, 'rules.yaml');
  // biome-ignore lint/suspicious/noTemplateCurlyInString: written so in the YAML
  writeFileSync(opened, 'monitoring:\n  log_file: ${PATH}/${NO_SUCH_VARIABLE}.log\n');
  // biome-ignore lint/suspicious/noTemplateCurlyInString: written so in the YAML
  const text = 'monitoring:\n  log_file: ${PATH}/other.log\n';
  await yamlOf(page).fill(text);
  await expect(faults).toContainText('the environment variable PATH is not read');
  await studio.answerOpenDialog(opened);
  await page.getByRole('button', { name: 'Open…' }).click();
  await page.getByRole('button', { name: 'Discard', exact: true }).click();
  await expect(faults).toContainText('the environment variable NO_SUCH_VARIABLE is not set');
  await yamlOf(page).fill(text);
  await expect(faults).toBeHidden();
  await studio.close();

  const again = await Studio.open(studio.userData);
  try {
    await showRules(again);
    await expect(yamlOf(again.page)).toHaveValue(text);
    const state = again.page.getByRole('status', { name: 'State of the file' });
    await expect(state).toHaveText('Unsaved changes');
    await expect(again.page.getByRole('group', { name: 'Faults' })).toBeHidden();
  } finally {
    await again.close();
  }
});
