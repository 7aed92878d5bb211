import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { cliPath, freshFolder, generate, runCli } from '../fixtures/command-line.ts';

describe('the terminal', () => {
  // `script` of util-linux runs a command on a pseudo-terminal.
  const inTerminal = (command: string, cwd: string) => {
    const env = { ...process.env, COMMAND: command };
    return spawnSync('bash', ['-c', 'script -qec "$COMMAND" /dev/null'], { cwd, env, encoding: 'utf8' });
  };

  it.skipIf(inTerminal('true', '/').status !== 0)('shows a bar that log lines do not tear', async () => {
    const cwd = freshFolder();
    await generate(cwd, 300_000);
    const command = `"${process.execPath}" "${cliPath}" run --input events.jsonl --output out --log-level INFO`;
    const { status, stdout } = inTerminal(command, cwd);
    expect(status).toBe(0);
    expect(stdout).toMatch(/[A-Z][a-z ]+ \[=+ *\] \d+%, [\d.,]+ (MB|rows)\/s, \d+ s left/);
    // Each message begins at the start of a line or where the bar was just wiped off.
    for (const label of ['Scanning lines.', 'Reading events.', 'Cleaning events.', 'Lines    300,000']) {
      const [before = ''] = stdout.split(label);
      expect(before.endsWith('\n') || before.endsWith('\u001b[2K')).toBe(true);
    }
  });

  it('prints help and version', async () => {
    const cwd = freshFolder();
    const help = await runCli(['run', '--help'], { cwd });
    expect(help).toMatchObject({ code: 0, stderr: '' });
    expect(help.stdout).toMatch(/Required:\n {2}--input .*[\s\S]*Examples:/);
    const version = await runCli(['--version'], { cwd });
    expect(version).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  });
});
