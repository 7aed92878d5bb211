import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Finished, freshFolder, runCli } from '../fixtures/command-line.ts';

/** Steers a terminal, ends a line, forges another, and turns the text around. */
const hostile =
  '\u001b[31mRED\u0007\u009b0m\r\n2026-01-01T00:00:00.000Z ERROR   forged\u2028\u202e\ufeff\u007f';

const unsafe =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]|^2026-01-01T00:00:00\.000Z/m;

function expectSafe({ stdout, stderr }: Finished): void {
  expect(stdout).not.toMatch(unsafe);
  expect(stderr).not.toMatch(unsafe);
}

function expectSafeLog(cwd: string): void {
  const lines = readFileSync(join(cwd, 'run.log'), 'utf8').trimEnd().split('\n');
  for (const line of lines) expect(line).not.toMatch(unsafe);
  expect(
    lines.filter((line) => !/^\d{4}-\d\d-\d\dT[\d:.]+Z (DEBUG|INFO|WARNING|ERROR) |^ {2}/.test(line)),
  ).toEqual([]);
}

/** A folder with hostile events, and a configuration under which every one of its names is told. */
function hostileFolder(): string {
  const cwd = freshFolder();
  const event = (id: number, more: object) =>
    JSON.stringify({
      event_id: `${id}${hostile}`,
      player_id: 'p',
      event_type: hostile,
      timestamp: '2024-01-01T10:00:00Z',
      ...more,
    });
  const lines = [
    event(1, { properties: { [hostile]: 1 } }),
    ...[2, 3, 4, 4].map((id) => event(id, {})),
    event(5, { timestamp: hostile }),
    event(6, { timestamp: '9999-01-01T00:00:00Z' }),
  ];
  writeFileSync(join(cwd, `events${hostile.replaceAll('\n', '')}.jsonl`), `${lines.join('\n')}\n`);
  const config = {
    quality_checks: { min_events: 1, required_event_types: [`${hostile}?`] },
    monitoring: { log_file: 'run.log', log_level: 'DEBUG' },
  };
  // JSON is YAML.
  writeFileSync(join(cwd, 'c.yaml'), JSON.stringify(config));
  return cwd;
}

it.each([
  ['run', '--output', `out${hostile}`],
  ['run', '--output', `out${hostile}`, '--json'],
  ['run', '--output', 'out', '--strict'],
  ['check'],
  ['check', '--json'],
])('no name in the data reaches the terminal or the log as it is: %j', async (...args) => {
  const cwd = hostileFolder();
  const outcome = await runCli([...args, '--input', '.', '--config', 'c.yaml'], { cwd });
  expect(outcome.stdout + outcome.stderr).toContain('RED');
  expectSafe(outcome);
  expectSafeLog(cwd);
  if (outcome.code === 0 && args.includes('--json')) {
    expect(JSON.stringify(JSON.parse(outcome.stdout))).toContain('forged');
  }
  for (const name of readdirSync(cwd).filter((entry) => entry.startsWith('out'))) {
    const manifest = readFileSync(join(cwd, name, 'manifest.json'), 'utf8');
    expect(manifest).not.toMatch(unsafe);
    expect(JSON.stringify(JSON.parse(manifest))).toContain(JSON.stringify(`prop_${hostile}`).slice(1, -1));
  }
});

it.each([
  ['run', '--input', hostile, '--output', 'out'],
  ['run', '--input', `a${hostile}`, `b${hostile}`, '--output', 'out'],
  ['run', `--${hostile}`],
  ['validate-config', '--config', hostile],
  ['check', '--input', 'x', '--log-level', hostile],
  [hostile],
  ['generate', '--events', hostile],
  ['generate', '--events', '9', '--players', '3', '--days', '2', '--seed', '1', '--output', `x/${hostile}`],
  [
    'generate',
    '--events',
    '9',
    '--players',
    '3',
    '--days',
    '2',
    '--seed',
    '1',
    '--output',
    `/proc/${hostile}/x`,
  ],
])('no argument does: %j', async (...args) => {
  const outcome = await runCli(args, { cwd: freshFolder() });
  expect(outcome.stdout + outcome.stderr).toContain('RED');
  expectSafe(outcome);
});

it('no name in a configuration does, and each fault still has its line', async () => {
  const cwd = freshFolder();
  const config = { [hostile]: 1, ingest: { max_failed_lines: hostile }, strict_mode: 1 };
  writeFileSync(join(cwd, 'c.yaml'), JSON.stringify(config));
  const outcome = await runCli(['validate-config', '--config', 'c.yaml'], { cwd });
  expectSafe(outcome);
  expect(outcome.stderr.split('\n').filter((line) => line.startsWith('c.yaml:1:'))).toHaveLength(3);
});
