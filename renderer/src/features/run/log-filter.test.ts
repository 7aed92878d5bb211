import { describe, expect, it } from 'vitest';
import type { LogLine } from '../../../../shared/ipc/schemas.ts';
import { filterLog } from './log-filter.ts';

const lines: LogLine[] = [
  { atMs: 0, level: 'DEBUG', message: 'SELECT 1' },
  { atMs: 1, level: 'INFO', message: 'Reading 1 file' },
  { atMs: 2, level: 'ERROR', message: 'The file changed' },
];

describe('filterLog', () => {
  it('leaves everything where nothing is asked for', () => {
    expect(filterLog(lines, 'DEBUG', '  ')).toBe(lines);
  });

  it('keeps to a level and above, and to the words searched for', () => {
    expect(filterLog(lines, 'INFO', '').map(({ level }) => level)).toEqual(['INFO', 'ERROR']);
    expect(filterLog(lines, 'INFO', 'FILE').map(({ atMs }) => atMs)).toEqual([1, 2]);
    expect(filterLog(lines, 'ERROR', 'reading')).toEqual([]);
  });
});
