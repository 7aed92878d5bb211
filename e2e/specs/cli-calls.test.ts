import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { freshFolder, generate, runCli, stackLine, toOut } from '../fixtures/command-line.ts';

describe('a wrong call', () => {
  const cases: [string, string[], RegExp][] = [
    ['unknown command', ['rum'], /^error: unknown command 'rum'\n\(Did you mean run\?\)\n$/],
    [
      'unknown option',
      ['run', '--inptu', 'x'],
      /^error: unknown option '--inptu'\n\(Did you mean --input\?\)\n$/,
    ],
    ['missing options', ['run'], /^error: required options missing: --input, --output\n$/],
    ['empty input', ['run', '--input', '', '--output', 'out'], /^error: option '--input .* It is empty\.\n$/],
    [
      'missing input',
      ['run', '--input', 'no.jsonl', '--output', 'out'],
      /^error: no\.jsonl: there is no such file/,
    ],
    [
      'empty glob',
      ['check', '--input', 'no*.jsonl'],
      /^error: no\*\.jsonl: no file matches this pattern\.\n$/,
    ],
    [
      'output that is a file',
      ['run', '--input', 'events.jsonl', '--output', 'events.jsonl'],
      /^error: events\.jsonl: this is a file, not a folder/,
    ],
    [
      'bad --as-of',
      ['run', ...toOut, '--as-of', '2024-02-30'],
      /^error: .*'2024-02-30' is invalid\. An ISO 8601 date/,
    ],
    [
      'bad --log-level',
      ['check', '--input', 'x', '--log-level', 'LOUD'],
      /^error: .*'LOUD' is invalid\. One of DEBUG, INFO/,
    ],
    [
      'missing config',
      ['run', ...toOut, '--config', 'no.yaml'],
      /^error: The config file "no\.yaml" does not exist\.\n$/,
    ],
    [
      'bad config',
      ['run', ...toOut, '--config', 'bad.yaml'],
      /^error: bad\.yaml:1:1: unknown key "strct_mode", did you mean "strict_mode"\?\n$/,
    ],
    [
      'bad number',
      ['generate', '--events', 'many'],
      /^error: option '--events <n>' argument 'many' is invalid\. A whole number is expected\.\n$/,
    ],
    [
      'number out of range',
      ['generate', '--events', '1', '--players', '1', '--days', '9999', '--seed', '1', '--output', 'x'],
      /^error: days must be a whole number from 1 to 3653, not 9999\.\n$/,
    ],
  ];

  it.each(cases)('%s: one sentence, exit code 2', async (_name, args, expected) => {
    const cwd = freshFolder();
    await generate(cwd, 100);
    writeFileSync(join(cwd, 'bad.yaml'), 'strct_mode: true\n');
    const { code, stdout, stderr } = await runCli(args, { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(expected);
    expect(stderr).not.toMatch(stackLine);
    expect(existsSync(join(cwd, 'out'))).toBe(false);
  });

  it('is no call at all: help, and exit code 2', async () => {
    const { code, stderr } = await runCli([], { cwd: freshFolder() });
    expect(code).toBe(2);
    expect(stderr).toContain('Usage: event-analytics');
  });
});
