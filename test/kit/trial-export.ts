import { createHash } from 'node:crypto';
import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type ExportJob, runExport } from '../../electron/etl/export/run-export.ts';
import type { ExportForm, ExportProgress, WrittenEntry } from '../../shared/ipc/export.ts';
import { exportOutputs } from '../../shared/ipc/export.ts';
import { eventLine, linesOf } from './event-lines.ts';
import { makeFolder, writeFiles } from './folder.ts';
import { madeOnce } from './made-once.ts';
import { run } from './runs.ts';

// Helpers of tests only: a finished run in a store of its own, and a folder to export to.

export type Trial = { runsFolder: string; runFolder: string; folder: string };

export const ownForm: ExportForm = { format: 'parquet', compression: 'zstd', layout: 'single' };

/** Values that formats like to lose, on several days, with a line that is no event. */
const awkward = [
  { properties: { text: '', note: null, 'a.b': { c: [1, 'x'] }, id: 1 } },
  { properties: { text: 'he said "no", and\nleft\r\n', naïve: 'é 🎮 日本', id: 2 } },
  { properties: { text: 'NULL', note: "it's; a\ttab", big: '9007199254740993', id: 3 } },
  { timestamp: '2024-01-16T23:59:59.123456Z', properties: { text: '# no comment', score: 0.1, id: 4 } },
  { timestamp: '2024-01-14T00:00:00+02:00', properties: { text: '\\N \u0001', flag: true, id: 5 } },
  { timestamp: '2024-01-15T14:30:00Z', event_type: 'purchase', properties: { price_usd: 4.99, id: 6 } },
].map((fields, index) => eventLine({ event_id: `e${index}`, player_id: `p${index % 2}`, ...fields }));

/** A finished run over lines, and an empty folder to export to. */
export async function finishedRun(lines: readonly string[] = [...awkward, 'no event']): Promise<Trial> {
  const root = await makeFolder();
  const [runsFolder, folder] = [join(root, 'runs'), join(root, 'to')];
  const runFolder = join(runsFolder, 'one');
  const text = linesOf(lines);
  const made = await madeOnce(`run-${createHash('sha256').update(text).digest('hex')}`, async (at) => {
    await run(await writeFiles(at, { 'in.jsonl': text }), join(at, 'one'));
  });
  await cp(join(made, 'one'), runFolder, { recursive: true, preserveTimestamps: true });
  await mkdir(folder);
  return { runsFolder, runFolder, folder };
}

/** Events over `days` days, out of order, too many for one row group. */
export function manyLines(count: number, days: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const timestamp = new Date(Date.UTC(2024, 0, 1 + ((index * 7) % days), 12, 0, index % 60)).toISOString();
    return eventLine({
      event_id: `e${index}`,
      player_id: `p${index % 97}`,
      timestamp,
      properties: { index },
    });
  });
}

export function exportJob(trial: Trial, more: Partial<ExportJob> = {}): ExportJob {
  return {
    ...trial,
    jobId: 'export',
    outputs: exportOutputs,
    form: ownForm,
    replace: [],
    resources: { memory_limit: '500MB', threads: 2 },
    signal: new AbortController().signal,
    onProgress: () => {},
    ...more,
  };
}

export function exportAll(trial: Trial, more: Partial<ExportJob> = {}): Promise<WrittenEntry[]> {
  return runExport(exportJob(trial, more));
}

/** Cancels as soon as progress says so. */
export function cancelWhen(isTime: (progress: ExportProgress) => boolean): Partial<ExportJob> {
  const controller = new AbortController();
  return {
    signal: controller.signal,
    onProgress: (progress) => {
      if (isTime(progress)) controller.abort();
    },
  };
}
