import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { configSchema, defaultConfig } from '../../shared/config/schema.ts';
import { qualityReportSchema } from '../../shared/quality/quality-report.ts';
import { freshFolder, generate, hashesIn, runCli } from '../fixtures/command-line.ts';

describe('check', () => {
  it('judges and writes nothing but its log', async () => {
    const cwd = freshFolder();
    await generate(cwd, 2000, 'events.jsonl', '--duplicate-share', '0.01');
    const args = ['check', '--input', 'events.jsonl'];
    const lenient = await runCli(args, { cwd });
    expect(lenient.code).toBe(0);
    expect(lenient.stdout).toContain('Events   1,980 events, 0 rejected, 20 duplicates\n');
    expect(lenient.stdout).toMatch(/^ {2}warn {3}duplicate_events: 20 events/m);
    const strict = await runCli([...args, '--strict', '--json'], { cwd });
    expect(strict.code).toBe(1);
    const report = qualityReportSchema.parse(JSON.parse(strict.stdout));
    expect(report.status).toBe('fail');
    expect(report.checks.filter(({ status }) => status === 'fail').map(({ id }) => id)).toEqual([
      'duplicate_events',
    ]);
    expect(readdirSync(cwd).toSorted()).toEqual(['events.jsonl', 'logs']);
  });
});

describe('validate-config', () => {
  it('accepts the defaults and the config that ships', async () => {
    const cwd = freshFolder();
    const bare = await runCli(['validate-config'], { cwd });
    expect(bare).toMatchObject({ code: 0, stderr: '' });
    expect(bare.stdout).toMatch(/^OK\. There is no config/);
    const shipped = await runCli(['validate-config'], { cwd: process.cwd() });
    expect(shipped).toMatchObject({
      code: 0,
      stdout: 'OK. Configuration read from config/etl_config.yaml.\n',
    });
    const json = await runCli(['validate-config', '--json'], { cwd });
    expect(configSchema.parse(JSON.parse(json.stdout))).toEqual(defaultConfig);
  });

  it('names every fault with its place', async () => {
    const cwd = freshFolder();
    const lines = [
      'quality_checks:',
      '  min_event: 3',
      '  max_null_percentage: 10',
      'strict_mode: maybe',
      `monitoring: { log_file: "\${NO_SUCH_VARIABLE}" }`,
    ];
    writeFileSync(join(cwd, 'bad.yaml'), lines.join('\n'));
    const { code, stdout, stderr } = await runCli(['validate-config', '--config', 'bad.yaml'], { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^bad\.yaml:2:3: unknown key "min_event", did you mean "min_events"\?$/m);
    expect(stderr).toMatch(/^bad\.yaml:3:24: .*not a percentage/m);
    expect(stderr).toMatch(/^bad\.yaml:4:14: strict_mode must be true or false/m);
    expect(stderr).toMatch(/^bad\.yaml:5:\d+: .*NO_SUCH_VARIABLE is not set$/m);
  });
});

describe('generate', () => {
  it('makes the same file for the same seed', async () => {
    const cwd = freshFolder();
    await generate(cwd, 3000, 'a.jsonl', '--start-date', '2023-05-01', '--future-share', '0.01');
    await generate(cwd, 3000, 'b.jsonl', '--start-date', '2023-05-01', '--future-share', '0.01');
    await generate(cwd, 3000, 'c.jsonl', '--start-date', '2023-05-02', '--future-share', '0.01');
    const { 'a.jsonl': a, 'b.jsonl': b, 'c.jsonl': c } = hashesIn(cwd);
    expect(a).toBe(b);
    expect(c).not.toBe(a);
    const lines = readFileSync(join(cwd, 'a.jsonl'), 'utf8').trimEnd().split('\n');
    expect(lines).toHaveLength(3000);
    expect(lines[0]).toContain('"timestamp":"2023-05-01T');
    expect(readdirSync(cwd)).toHaveLength(3);
  });
});
