import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { defaultSettings } from '../../shared/ipc/settings.ts';
import { StoredState } from './stored-state.ts';

async function settingsFile(content: unknown): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'stored-state-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, 'settings.json');
  await writeFile(path, JSON.stringify(content));
  return path;
}

test('a file from before the limit of the store loads, with the default limit', async () => {
  const { runStoreLimitBytes: _, ...older } = { ...defaultSettings, theme: 'dark' };
  const { settings } = new StoredState(await settingsFile({ settings: older }));
  expect(settings).toEqual({ ...defaultSettings, theme: 'dark' });
});

test('no limit is kept across restarts; one that makes no sense falls back alone', async () => {
  const path = await settingsFile({
    settings: { ...defaultSettings, theme: 'dark', runStoreLimitBytes: -5 },
  });
  const state = new StoredState(path);
  expect(state.settings).toEqual({ ...defaultSettings, theme: 'dark' });
  await state.changeSettings({ runStoreLimitBytes: null });
  expect(new StoredState(path).settings.runStoreLimitBytes).toBeNull();
});
