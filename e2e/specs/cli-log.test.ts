import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { freshFolder, generate, runCli, stackLine, toOut } from '../fixtures/command-line.ts';

describe('the log', () => {
  const withMonitoring = (cwd: string, monitoring: string) => {
    writeFileSync(join(cwd, 'config.yaml'), `monitoring: { ${monitoring} }\n`);
    return ['run', ...toOut, '--config', 'config.yaml'];
  };

  it('is a file in a folder that is made, with times and levels', async () => {
    const cwd = freshFolder();
    await generate(cwd, 2000, 'events.jsonl', '--duplicate-share', '0.01');
    expect((await runCli(withMonitoring(cwd, 'log_file: a/b/etl.log'), { cwd })).code).toBe(0);
    const lines = readFileSync(join(cwd, 'a/b/etl.log'), 'utf8').trimEnd().split('\n');
    expect(lines.filter((line) => !/^\d{4}-\d\d-\d\dT[\d:.]+Z (INFO|WARNING) +\S/.test(line))).toEqual([]);
    expect(lines.some((line) => / WARNING Quality check duplicate_events: /.test(line))).toBe(true);
    expect(lines.at(-1)).toMatch(/ INFO +Run [\w-]+ done in .*2,000 = 1,980 cleaned/);
  });

  it('holds why a run failed', async () => {
    const cwd = freshFolder();
    await generate(cwd, 500);
    await runCli(['run', ...toOut, '--strict'], { cwd });
    const log = readFileSync(join(cwd, 'logs/etl_pipeline.log'), 'utf8');
    expect(log).toMatch(/ ERROR {3}1 quality check failed in strict mode/);
    expect(log).not.toMatch(/^ +at /m);
  });

  it('has the level of the config unless --log-level names one', async () => {
    const cwd = freshFolder();
    await generate(cwd, 2000);
    const args = withMonitoring(cwd, 'log_file: etl.log, log_level: ERROR');
    await runCli(args, { cwd });
    expect(readFileSync(join(cwd, 'etl.log'), 'utf8')).toBe('');
    const { stderr } = await runCli([...args, '--log-level', 'debug'], { cwd });
    expect(readFileSync(join(cwd, 'etl.log'), 'utf8')).toMatch(/ DEBUG +\d+ ms: COPY /);
    expect(stderr).toMatch(/^debug: \d+ ms: COPY /m);
  });

  it('shows a stack only at DEBUG', async () => {
    const cwd = freshFolder();
    await generate(cwd, 500);
    const args = ['run', ...toOut, '--strict'];
    expect((await runCli(args, { cwd })).stderr).not.toMatch(stackLine);
    expect((await runCli([...args, '--log-level', 'DEBUG'], { cwd })).stderr).toMatch(stackLine);
  });

  it('rotates once it is full', async () => {
    const cwd = freshFolder();
    await generate(cwd, 2000);
    writeFileSync(join(cwd, 'etl.log'), 'x'.repeat(9_999_990));
    expect((await runCli(withMonitoring(cwd, 'log_file: etl.log'), { cwd })).code).toBe(0);
    expect(statSync(join(cwd, 'etl.log.1')).size).toBe(9_999_990);
    expect(readFileSync(join(cwd, 'etl.log'), 'utf8')).toContain(
      ' INFO    Configuration read from config.yaml.',
    );
  });

  it('is no reason to stop where it cannot be written', async () => {
    const cwd = freshFolder();
    await generate(cwd, 2000);
    const { code, stderr } = await runCli(withMonitoring(cwd, 'log_file: events.jsonl/etl.log'), { cwd });
    expect(code).toBe(0);
    expect(stderr).toMatch(/^warning: events\.jsonl\/etl\.log: the log cannot be written/m);
  });

  it('keeps secrets out', async () => {
    const cwd = freshFolder();
    await generate(cwd, 2000);
    const env = { HOOK: 'https://hooks.example.com/top-secret' };
    const args = withMonitoring(cwd, `log_file: etl.log, alert_webhook_url: "\${HOOK}"`);
    const run = await runCli([...args, '--log-level', 'DEBUG'], { cwd, env });
    const validated = await runCli(['validate-config', '--config', 'config.yaml', '--json'], { cwd, env });
    const seen = run.stdout + run.stderr + validated.stdout + readFileSync(join(cwd, 'etl.log'), 'utf8');
    expect(validated.stdout).toContain('https://hooks.example.com/...');
    expect(seen).not.toContain('top-secret');
  });
});
