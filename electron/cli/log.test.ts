import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
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

function open(path: string, level: LogLevel = 'INFO', consoleLevel: LogLevel = 'WARNING', isBegun = true) {
  const log = openLog({
    file: { path, level },
    consoleLevel,
    hidesFindings: true,
    print: (text) => printed.push(text),
  });
  if (isBegun) log.begin();
  return log;
}

it('gives the file its levels and times, and the console what needs attention', () => {
  const path = join(folder, 'made', 'if', 'missing.log');
  const log = open(path);
  log.debug('a');
  log.info('b');
  log.warn('c', 'check');
  log.warn('d\ne');
  log.fail('f', 'Error: f\n    at g');
  const time = String.raw`\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z`;
  expect(readFileSync(path, 'utf8')).toMatch(
    new RegExp(
      `^${time} INFO    b\n${time} WARNING c\n${time} WARNING d␊e\n${time} ERROR   f\n  Error: f\n      at g\n$`,
    ),
  );
  expect(printed).toEqual(['warning: d␊e\n', 'error: f\n']);
});

it('tells no line to be older than the log, whatever is done to the clock', () => {
  const path = join(folder, 'x.log');
  const before = new Date().toISOString();
  const log = open(path);
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2001-01-01T00:00:00Z') });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  log.info('a');
  const [time = ''] = readFileSync(path, 'utf8').split(' ');
  expect(time >= before).toBe(true);
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

it('holds back what comes before its beginning, makes nothing until then, and tells the console at once', () => {
  const path = join(folder, 'made', 'x.log');
  const log = open(path, 'INFO', 'INFO', false);
  log.info('a');
  log.info('b');
  expect({ printed, files: readdirSync(folder), path: log.path }).toEqual({
    printed: ['a\n', 'b\n'],
    files: [],
    path: null,
  });
  log.begin();
  expect(log.path).toBe(path);
  expect(readFileSync(path, 'utf8')).toMatch(/ a\n.* b\n$/);
});

it('rotates by size and loses no line but with the oldest file', () => {
  const path = join(folder, 'x.log');
  const file = new RotatingFile(path, {
    maxBytes: 40,
    maxFiles: 3,
    onFailure: (error) => expect.unreachable(String(error)),
  });
  file.begin();
  for (let at = 10; at < 30; at++) file.write(`line ${at}\n`);
  expect(readdirSync(folder).toSorted()).toEqual(['x.log', 'x.log.1', 'x.log.2']);
  const kept = ['x.log.2', 'x.log.1', 'x.log'].map((name) => readFileSync(join(folder, name), 'utf8'));
  expect(kept.every((text) => text.length <= 40)).toBe(true);
  expect(kept.join('')).toBe(Array.from({ length: 15 }, (_, at) => `line ${at + 15}\n`).join(''));
});

it.skipIf(process.platform === 'win32')(
  'is its owner’s alone; one that was opened to others stays so, rotated too',
  () => {
    const path = join(folder, 'logs', 'x.log');
    const fail = (error: unknown) => expect.unreachable(String(error));
    const modeOf = (name: string) => (statSync(join(folder, name)).mode & 0o777).toString(8);
    new RotatingFile(path, { maxBytes: 40, maxFiles: 3, onFailure: fail }).begin();
    expect([modeOf('logs'), modeOf('logs/x.log')]).toEqual(['700', '600']);
    chmodSync(path, 0o664);
    const file = new RotatingFile(path, { maxBytes: 10, maxFiles: 3, onFailure: fail });
    file.begin();
    for (const line of ['two', 'three', 'four']) file.write(`${line}\n`);
    expect([modeOf('logs/x.log'), modeOf('logs/x.log.1')]).toEqual(['664', '664']);
  },
);

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
