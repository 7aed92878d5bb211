import { chmod, mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ExportForm } from '../../../shared/ipc/export.ts';
import { eventLine, eventLines } from '../../../test/kit/event-lines.ts';
import { makeFolder } from '../../../test/kit/folder.ts';
import { run } from '../../../test/kit/runs.ts';
import { exportAll, finishedRun, ownForm } from '../../../test/kit/trial-export.ts';
import { writeEvents } from '../generate/write-events.ts';

/** The permissions of all that is in a folder, and of itself. */
async function modesIn(folder: string): Promise<Record<string, string>> {
  const names = ['.', ...(await readdir(folder, { recursive: true }))];
  const modeOf = async (name: string) => ((await stat(join(folder, name))).mode & 0o777).toString(8);
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await modeOf(name)])));
}

describe.runIf(process.platform !== 'win32')('permissions', () => {
  it('of outputs: their owner’s alone at first, and then what the user made them', async () => {
    const folder = await makeFolder();
    const [clean, broken, out] = [join(folder, 'a.jsonl'), join(folder, 'b.jsonl'), join(folder, 'x', 'out')];
    await writeFile(clean, eventLines(3));
    await writeFile(broken, `${eventLine()}\nbroken\n`);
    await run([clean], out);
    const names = (await readdir(out)).sort();
    const all = (mode: string) => Object.fromEntries(names.map((name) => [name, mode]));
    expect(await modesIn(out)).toEqual({ '.': '700', ...all('600') });
    await chmod(out, 0o755);
    for (const name of names) await chmod(join(out, name), 0o640);
    await chmod(join(out, 'daily_metrics.parquet'), 0o600);
    await run([broken], out);
    expect(await modesIn(out)).toEqual({
      '.': '755',
      ...all('640'),
      'daily_metrics.parquet': '600',
      'rejected_events.jsonl': '600',
    });
  });

  it('of all that is under way: nobody else can look into it', async () => {
    const folder = await makeFolder();
    const [input, out] = [join(folder, 'a.jsonl'), join(folder, 'out')];
    await writeFile(input, eventLines(3));
    await mkdir(out, { mode: 0o755 });
    const seen: Promise<number[]>[] = [];
    const modes = async () => {
      const names = (await readdir(out)).filter((name) => name.startsWith('.event-analytics'));
      return Promise.all(names.map(async (name) => (await stat(join(out, name))).mode & 0o077));
    };
    await run([input], out, { onProgress: () => void seen.push(modes().catch(() => [])) });
    const others = (await Promise.all(seen)).flat();
    expect(others.length).toBeGreaterThan(0);
    expect(others.filter((mode) => mode !== 0)).toEqual([]);
  });

  it('of exports, folders by date too', async () => {
    const trial = await finishedRun();
    const form: ExportForm = { ...ownForm, layout: 'by-date' };
    await exportAll(trial, { form });
    const { '.': _, ...modes } = await modesIn(trial.folder);
    for (const [name, mode] of Object.entries(modes))
      expect(mode, name).toBe(/\.(parquet|json|jsonl)$/.test(name) ? '600' : '700');
    await chmod(join(trial.folder, 'events_cleaned'), 0o750);
    await exportAll(trial, { form, replace: await readdir(trial.folder) });
    const again = await modesIn(join(trial.folder, 'events_cleaned'));
    expect(new Set(Object.values(again))).toEqual(new Set(['750', '640']));
  });

  it('of a generated log', async () => {
    const folder = await makeFolder();
    const output = join(folder, 'logs', 'events.jsonl.gz');
    const generate = () => writeEvents({ events: 10, players: 2, days: 2, seed: 1, output });
    await generate();
    expect(await modesIn(join(folder, 'logs'))).toEqual({ '.': '700', 'events.jsonl.gz': '600' });
    await chmod(output, 0o644);
    await generate();
    expect(await modesIn(join(folder, 'logs'))).toEqual({ '.': '700', 'events.jsonl.gz': '644' });
  });
});
