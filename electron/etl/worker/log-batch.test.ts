import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { LogLine } from '../../../shared/ipc/schemas.ts';
import { LogBatch } from './log-batch.ts';

describe('LogBatch', () => {
  it('hands on a thousand lines as one batch, in order', async () => {
    const batches: LogLine[][] = [];
    const batch = new LogBatch('DEBUG', (lines) => batches.push(lines));
    for (let index = 0; index < 1000; index += 1) batch.logger.info(`line ${index}`);
    expect(batches).toEqual([]);
    await wait(150);
    expect(batches.map((lines) => lines.length)).toEqual([1000]);
    expect(batches[0]?.[999]).toMatchObject({ level: 'INFO', message: 'line 999' });
  });

  it('does not let a flood grow', () => {
    const sizes: number[] = [];
    const batch = new LogBatch('DEBUG', (lines) => sizes.push(lines.length));
    for (let index = 0; index < 5000; index += 1) batch.logger.debug('again');
    batch.flush();
    batch.flush();
    expect(sizes).toEqual([2000, 2000, 1000]);
  });

  it('leaves out what is less urgent than its level', () => {
    const levels: string[] = [];
    const batch = new LogBatch('WARNING', (lines) => levels.push(...lines.map(({ level }) => level)));
    for (const write of [batch.logger.debug, batch.logger.info, batch.logger.warn, batch.logger.error])
      write('x');
    batch.flush();
    expect(levels).toEqual(['WARNING', 'ERROR']);
  });
});
