import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { LogLevel } from '../../shared/run/logger.ts';
import { openLog } from './log.ts';
import { RotatingFile } from './rotating-file.ts';

let folder: string;
let printed: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'event-analytics-log-'));
  printed = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

function open(path: string, level: LogLevel = 'INFO', consoleLevel: LogLevel = 'WARNING') {
  return openLog({
    file: { path, level },
    consoleLevel,
    isHidden: (message) => message.startsWith('hidden'),
    print: (text) => printed.push(text),
  });
}

it('gives the file its levels and times, and the console what needs attention', () => {
  const path = join(folder, 'made', 'if', 'missing.log');
  const log = open(path);
  log.debug('a');
  log.info('b');
  log.warn('hidden c');
  log.warn('d\ne');
  log.fail('f', 'Error: f\n    at g');
  const time = String.raw`\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z`;
  expect(readFileSync(path, 'utf8')).toMatch(
    new RegExp(
      `^${time} INFO    b\n${time} WARNING hidden c\n${time} WARNING d␊e\n${time} ERROR   f\n  Error: f\n      at g\n$`,
    ),
  );
  expect(printed).toEqual(['warning: d␊e\n', 'error: f\n']);
});

it('shows stacks on a console at DEBUG alone', () => {
  open(join(folder, 'x.log'), 'DEBUG', 'DEBUG').fail('f', 'the stack');
  expect(printed).toEqual(['error: f\n  the stack\n']);
});

it('has each line in the file by the time the call returns', () => {
  const path = join(folder, 'x.log');
  const log = open(path);
  for (let at = 0; at < 5000; at++) log.info(`line ${at}`);
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  expect(lines.map((line) => line.slice(33))).toEqual(Array.from({ length: 5000 }, (_, at) => `line ${at}`));
});

it('warns once of a file that cannot be written, and goes on', () => {
  writeFileSync(join(folder, 'file'), '');
  const log = open(join(folder, 'file', 'x.log'));
  log.warn('a');
  log.warn('b');
  expect(printed).toHaveLength(3);
  expect(printed[0]).toMatch(
    /^warning: .*x\.log: the log cannot be written \(.*\); the run goes on without it\.\n$/,
  );
  expect(log.path).toBeNull();
});

it('rotates by size and loses no line but with the oldest file', () => {
  const path = join(folder, 'x.log');
  const file = new RotatingFile(path, {
    maxBytes: 40,
    maxFiles: 3,
    onFailure: (error) => expect.unreachable(String(error)),
  });
  for (let at = 10; at < 30; at++) file.write(`line ${at}\n`);
  expect(readdirSync(folder).toSorted()).toEqual(['x.log', 'x.log.1', 'x.log.2']);
  const kept = ['x.log.2', 'x.log.1', 'x.log'].map((name) => readFileSync(join(folder, name), 'utf8'));
  expect(kept.every((text) => text.length <= 40)).toBe(true);
  expect(kept.join('')).toBe(Array.from({ length: 15 }, (_, at) => `line ${at + 15}\n`).join(''));
});

it('goes on without a log that is no file: a pipe that nobody reads would hang the process', () => {
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const log = open(pipe);
  log.warn('a');
  expect(log.path).toBeNull();
  expect(printed).toEqual([
    `warning: ${pipe}: the log cannot be written (it is no regular file); the run goes on without it.\n`,
    'warning: a\n',
  ]);
});

it('takes a device', () => {
  const log = open('/dev/null');
  log.warn('a');
  expect(log.path).toBe('/dev/null');
  expect(printed).toEqual(['warning: a\n']);
});
