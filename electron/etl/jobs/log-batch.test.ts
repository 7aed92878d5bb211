import { afterEach, describe, expect, it, vi } from 'vitest';
import type { LogLine } from '../../../shared/ipc/schemas.ts';
import { Stopwatch } from '../stopwatch.ts';
import { LogBatch } from './log-batch.ts';

describe('LogBatch', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it('tells no line to be older than what began before it, whatever is done to the clock', () => {
    const lines: LogLine[] = [];
    const watch = new Stopwatch();
    const batch = new LogBatch('DEBUG', watch, (some) => lines.push(...some));
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2001-01-01T00:00:00Z') });
    batch.logger.info('x');
    batch.flush();
    expect(lines[0]?.atMs).toBeGreaterThanOrEqual(watch.startedAt.getTime());
  });

  it('hands on a thousand lines as one batch, in order', async () => {
    const batches: LogLine[][] = [];
    let hearBatch = () => {};
    const handedOn = new Promise<void>((resolve) => {
      hearBatch = resolve;
    });
    const batch = new LogBatch('DEBUG', new Stopwatch(), (lines) => {
      batches.push(lines);
      hearBatch();
    });
    for (let index = 0; index < 1000; index += 1) batch.logger.info(`line ${index}`);
    expect(batches).toEqual([]);
    await handedOn;
    expect(batches.map((lines) => lines.length)).toEqual([1000]);
    expect(batches[0]?.[999]).toMatchObject({ level: 'INFO', message: 'line 999' });
  });

  it('does not let a flood grow', () => {
    const sizes: number[] = [];
    const batch = new LogBatch('DEBUG', new Stopwatch(), (lines) => sizes.push(lines.length));
    for (let index = 0; index < 5000; index += 1) batch.logger.debug('again');
    batch.flush();
    batch.flush();
    expect(sizes).toEqual([2000, 2000, 1000]);
  });

  it('leaves out what is less urgent than its level', () => {
    const levels: string[] = [];
    const batch = new LogBatch('WARNING', new Stopwatch(), (lines) =>
      levels.push(...lines.map(({ level }) => level)),
    );
    for (const write of [batch.logger.debug, batch.logger.info, batch.logger.warn, batch.logger.error])
      write('x');
    batch.flush();
    expect(levels).toEqual(['WARNING', 'ERROR']);
  });
});
