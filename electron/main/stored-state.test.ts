import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { defaultSettings, type Settings } from '../../shared/ipc/settings.ts';
import { currentFormat } from '../../shared/run/migrations/migrations.ts';
import { StoredState } from './stored-state.ts';

function givenFile(content?: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), 'event-analytics-state-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'settings.json');
  if (content !== undefined) writeFileSync(path, JSON.stringify(content));
  return path;
}

const older = { theme: 'dark', memoryLimit: '1GB', threads: 4, recentInputs: [['/a.jsonl']], config: null };

describe('what outlives the app', () => {
  it('has its defaults without a file', () => {
    const state = new StoredState(givenFile());
    expect(state.settings).toEqual(defaultSettings);
    expect(state.folders).toMatchObject({ runsFolder: null, spillFolder: null });
  });

  it('is taken over from an older version, which knew neither currency nor folders', () => {
    const state = new StoredState(givenFile({ settings: older }));
    expect(state.settings).toEqual({ ...defaultSettings, ...older });
    expect(state.folders).toMatchObject({ runsFolder: null, spillFolder: null });
  });

  it('keeps what a version does not know, in its own and among the settings', async () => {
    const path = givenFile({ settings: { ...older, hue: 3 }, chosen: { shelf: '/x' }, tour: { seen: true } });
    await new StoredState(path).changeSettings({ theme: 'light' });
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({
      format_version: currentFormat,
      settings: { theme: 'light', threads: 4, hue: 3 },
      chosen: { shelf: '/x' },
      tour: { seen: true },
    });
  });

  it('takes what fits of a newer version, and keeps that file whole before it writes its own', async () => {
    const newer = { format_version: 99, settings: { ...older, theme: { light: 1 }, currency: 'EUR' } };
    const path = givenFile(newer);
    const state = new StoredState(path);
    expect(state.settings).toMatchObject({ theme: 'system', currency: 'EUR', threads: 4 });
    expect(readdirSync(dirname(path))).toEqual(['settings.json']);
    await state.changeSettings({ threads: 2 });
    await state.changeSettings({ threads: 3 });
    expect(JSON.parse(readFileSync(join(dirname(path), 'settings.newer.json'), 'utf8'))).toEqual(newer);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({
      format_version: currentFormat,
      settings: { threads: 3 },
    });
  });

  it('keeps every setting that is changed, and leaves the others', async () => {
    const changed = {
      theme: 'dark',
      memoryLimit: '1GB',
      threads: 3,
      recentInputs: [['/a.jsonl']],
      config: { path: null, text: '' },
      dailyColumns: ['dau'],
      currency: 'EUR',
      runStoreLimitBytes: null,
      dataColumns: ['event_id'],
    } satisfies Settings;
    const path = givenFile();
    const state = new StoredState(path);
    await state.changeSettings(changed);
    expect(new StoredState(path).settings).toEqual(changed);
    await state.changeSettings({ theme: 'light', dataColumns: undefined });
    expect(new StoredState(path).settings).toEqual({ ...changed, theme: 'light' });
  });

  it('loses a value that does not fit, and no other', () => {
    const chosen = { runsFolder: 'not/absolute', spillFolder: '/spill', configs: ['/rules.yaml'] };
    const state = new StoredState(givenFile({ settings: { ...older, currency: 'XYZ' }, chosen }));
    expect(state.settings).toEqual({ ...defaultSettings, ...older });
    expect(state.folders).toMatchObject({ runsFolder: null, spillFolder: '/spill' });
    expect(state.isChosenConfig('/rules.yaml')).toBe(true);
  });

  it('remembers across a restart which configurations were chosen, the latest fifty', async () => {
    const path = givenFile();
    const state = new StoredState(path);
    for (let index = 0; index < 51; index += 1) void state.rememberConfig(`/rules-${index}.yaml`);
    await state.rememberConfig('/rules-1.yaml');
    const again = new StoredState(path);
    expect(again.isChosenConfig('/rules-1.yaml')).toBe(true);
    expect(again.isChosenConfig('/rules-50.yaml')).toBe(true);
    expect(again.isChosenConfig('/rules-0.yaml')).toBe(false);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ chosen: { configs: { length: 50 } } });
  });

  it('cannot be told of a chosen path through the settings', async () => {
    const path = givenFile();
    const state = new StoredState(path);
    await state.changeSettings({ config: { path: '/etc/hosts', text: 'x' } });
    expect(state.isChosenConfig('/etc/hosts')).toBe(false);
  });

  it('has the default limit of the store in a file from before it, or where it makes no sense', async () => {
    const path = givenFile({ settings: { ...older, runStoreLimitBytes: -5 } });
    const state = new StoredState(path);
    expect(state.settings.runStoreLimitBytes).toBe(defaultSettings.runStoreLimitBytes);
    await state.changeSettings({ runStoreLimitBytes: null });
    expect(new StoredState(path).settings.runStoreLimitBytes).toBeNull();
  });

  it('is written once for a slider that is drawn, and at once where the app quits', async () => {
    const path = givenFile();
    const seen: (string | null)[] = [];
    const watcher = watch(dirname(path), (_event, name) => seen.push(name));
    onTestFinished(() => watcher.close());
    const state = new StoredState(path);
    const asked = Array.from({ length: 200 }, (_, index) =>
      state.changeSettings({ runStoreLimitBytes: index + 1 }),
    );
    await state.settled();
    expect(new StoredState(path).settings.runStoreLimitBytes).toBe(200);
    await Promise.all(asked);
    expect(readdirSync(dirname(path))).toEqual(['settings.json']);
    // What is seen comes late, but in order.
    writeFileSync(join(dirname(path), 'last'), '');
    await expect.poll(() => seen).toContain('last');
    expect(seen.filter((name) => name === 'settings.json')).toHaveLength(1);
  });

  it('tells everyone who asked of a write that failed', async () => {
    const path = givenFile();
    mkdirSync(join(path, 'in the way'), { recursive: true });
    const state = new StoredState(path);
    const asked = [state.changeSettings({ theme: 'dark' }), state.rememberConfig('/r.yaml')];
    expect((await Promise.allSettled(asked)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(state.settled()).rejects.toThrow();
    expect(state.settings.theme).toBe('dark');
  });

  it.skipIf(process.platform === 'win32')('is closed to others with the next write', async () => {
    const path = givenFile({ settings: older });
    chmodSync(path, 0o644);
    await new StoredState(path).changeSettings({ theme: 'light' });
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });
});
