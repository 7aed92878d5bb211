import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Shape } from './shapes.ts';

/** What a run beyond `resources.memory_limit` may hold, in MB: Node, DuckDB's own code and caches, the blocks being read. */
const constantMb = 256;

export type Measured = { code: number | null; stderr: string; peakMb: number; seconds: number };

/** The promise on memory that a run did not hold, as a sentence; null where it held all. */
export function brokenPromise(
  { limitMb, mayStopAt, mayStopLate = false }: Shape,
  { code, stderr, peakMb }: Measured,
): string | null {
  if (!(peakMb <= limitMb + constantMb)) return 'it held more than its limit and the constant';
  if (code === 0) return null;
  if (code !== 2 || !mayStopAt?.test(stderr)) return `it ended with ${code}`;
  // Early is: before it held anything of what the limit allows it.
  return mayStopLate || peakMb <= constantMb ? null : 'it stopped late';
}

/** Runs the built command line over a shape in a folder of its own, which goes after. */
export function measure(shape: Shape, scale: number): Measured {
  const folder = mkdtempSync(join(tmpdir(), 'event-analytics-memory-'));
  try {
    const input = shape.write(folder, scale);
    const peakFile = join(folder, 'peak');
    const config = join(folder, 'config.yaml');
    mkdirSync(join(folder, 'work'));
    writeFileSync(
      config,
      [
        'quality_checks: { min_events: 0 }',
        'monitoring: { log_file: null }',
        `resources: { memory_limit: ${shape.limitMb}MB, threads: 2 }`,
        shape.config ?? '',
      ].join('\n'),
    );
    const startedAt = performance.now();
    const preload = join(import.meta.dirname, 'report-peak.mjs');
    const cli = resolve(import.meta.dirname, '../../../out/main/cli.js');
    const args = [
      '--import',
      preload,
      cli,
      'run',
      '--input',
      input,
      '--output',
      join(folder, 'out'),
      '--config',
      config,
      '--quiet',
    ];
    const { status, stderr } = spawnSync(process.execPath, args, {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, PEAK_FILE: peakFile },
    });
    return {
      code: status,
      stderr,
      seconds: (performance.now() - startedAt) / 1000,
      peakMb: Number(readFileSync(peakFile, 'utf8')) / 1e6,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
