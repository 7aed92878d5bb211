import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { manifestSchema } from '../../shared/run/manifest.ts';
import {
  cliPath,
  freshFolder,
  generate,
  hashesIn,
  otherNode,
  parquetNames,
  runCli,
  toOut,
} from '../fixtures/command-line.ts';

function readJson(...path: string[]): unknown {
  return JSON.parse(readFileSync(join(...path), 'utf8'));
}

describe('run', () => {
  it('writes the results and tells what they are', async () => {
    const cwd = freshFolder();
    await generate(cwd, 5000, 'events.jsonl', '--duplicate-share', '0.002', '--malformed-share', '0.001');
    const { code, stdout, stderr } = await runCli(['run', ...toOut], { cwd });
    expect(code).toBe(0);
    expect(readdirSync(join(cwd, 'out')).toSorted()).toEqual(
      [...parquetNames, 'manifest.json', 'quality_report.json', 'rejected_events.jsonl'].toSorted(),
    );
    expect(stdout).toContain('Lines    5,000 = 4,985 cleaned + 5 rejected + 10 duplicates + 0 blank\n');
    expect(stdout).toMatch(/^Checks {3}pass \d+, warn 1/m);
    expect(stdout).toMatch(
      /^ {2}warn {3}duplicate_events: 10 events removed .* First at events\.jsonl:\d+\.$/m,
    );
    expect(stdout).toMatch(/^ {2}events_cleaned\.parquet +4,985 rows +[\d.]+ KB$/m);
    expect(stdout).toMatch(/^Done in [\d.]+ s, [\d,]+ lines\/s\.$/m);
    // Findings stand on standard output already; in a pipe the progress is plain lines.
    expect(stderr).toMatch(/^Scanning lines\n(?:[A-Z][a-z]+ing .*\n)*$/);
  });

  it('prints the manifest alone with --json, the findings on standard error', async () => {
    const cwd = freshFolder();
    await generate(cwd, 2000, 'events.jsonl', '--future-share', '0.001');
    const args = ['run', ...toOut, '--json', '--as-of', '2024-01-10T12:00'];
    writeFileSync(join(cwd, 'berlin.yaml'), 'aggregation: { timezone: Europe/Berlin }\n');
    const { code, stdout, stderr } = await runCli([...args, '--config', 'berlin.yaml'], { cwd });
    expect(code).toBe(0);
    const manifest = manifestSchema.parse(JSON.parse(stdout));
    expect(manifest).toEqual(readJson(cwd, 'out', 'manifest.json'));
    expect(manifest.as_of).toBe('2024-01-10T11:00:00.000Z');
    expect(manifest.reconciliation.lines).toBe(2000);
    const hashes = hashesIn(join(cwd, 'out'));
    for (const { name, size_bytes, sha256 } of manifest.outputs) {
      expect(hashes[name]).toBe(sha256);
      expect(statSync(join(cwd, 'out', name)).size).toBe(size_bytes);
    }
    expect(stderr).toMatch(/^warning: Quality check future_timestamps: .*\n$/);
  });

  it('writes the same bytes again', async () => {
    const cwd = freshFolder();
    await generate(cwd, 20_000);
    const args = ['run', ...toOut, '--as-of', '2024-02-01'];
    expect((await runCli(args, { cwd })).code).toBe(0);
    const first = hashesIn(join(cwd, 'out'));
    expect((await runCli(args, { cwd })).code).toBe(0);
    const second = hashesIn(join(cwd, 'out'));
    for (const name of parquetNames) expect(second[name]).toBe(first[name]);
  });

  it('takes several inputs, listed, repeated, as folder and as glob', async () => {
    const cwd = freshFolder();
    mkdirSync(join(cwd, 'folder'));
    for (const name of ['a.jsonl', 'b.jsonl', 'c1.jsonl', 'folder/d.jsonl.gz'])
      await generate(cwd, 1000, name);
    const args = ['--input', 'a.jsonl', 'b.jsonl', '--input', 'c*.jsonl', '--input', 'folder'];
    const { stdout } = await runCli(['run', ...args, '--output', 'out', '--json'], { cwd });
    const { inputs, reconciliation } = manifestSchema.parse(JSON.parse(stdout));
    expect(inputs.map(({ path }) => path)).toEqual([
      'a.jsonl',
      'b.jsonl',
      'c1.jsonl',
      join('folder', 'd.jsonl.gz'),
    ]);
    expect(reconciliation).toMatchObject({ lines: 4000, events_cleaned: 1000, duplicates_removed: 3000 });
  });

  it('is silent with --quiet', async () => {
    const cwd = freshFolder();
    await generate(cwd, 2000, 'events.jsonl', '--duplicate-share', '0.01');
    expect(await runCli(['run', ...toOut, '--quiet'], { cwd })).toMatchObject({
      code: 0,
      stdout: '',
      stderr: '',
    });
  });

  it('outlives a reader that stops reading', async () => {
    const cwd = freshFolder();
    await generate(cwd, 2000);
    const cli = `"${process.execPath}" "${cliPath}"`;
    for (const reader of ['head -1', 'true']) {
      const command = `set -o pipefail; ${cli} run --input events.jsonl --output out --json | ${reader}`;
      const { status, stderr } = spawnSync('bash', ['-c', command], { cwd, encoding: 'utf8' });
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(existsSync(join(cwd, 'out', 'manifest.json'))).toBe(true);
    }
  });
});

const node = otherNode();
describe.skipIf(node === undefined)(`on another Node.js (${node})`, () => {
  it('works alike', async () => {
    const cwd = freshFolder();
    await generate(cwd, 5000);
    const args = ['run', '--input', 'events.jsonl', '--as-of', '2024-02-01', '--output'];
    expect((await runCli([...args, 'here'], { cwd })).code).toBe(0);
    const there = await runCli([...args, 'there'], { cwd, ...(node === undefined ? {} : { node }) });
    expect(there.code).toBe(0);
    const [one, other] = [hashesIn(join(cwd, 'here')), hashesIn(join(cwd, 'there'))];
    for (const name of parquetNames) expect(other[name]).toBe(one[name]);
  });
});
