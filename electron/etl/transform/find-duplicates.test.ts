import { describe, expect, it } from 'vitest';
import { rowsOfEngine } from '../../../test/kit/databases.ts';
import { eventLine, linesOf } from '../../../test/kit/event-lines.ts';
import type { Files } from '../../../test/kit/folder.ts';
import { lineCount, stageFiles } from '../../../test/kit/staged.ts';
import { findDuplicates } from './find-duplicates.ts';

/** Pairs of a duplicate's line number and that of the first occurrence, both 0-based over all files. */
async function duplicatesIn(files: Files, threads = 2): Promise<[number, number][]> {
  const { database, sources } = await stageFiles(files, { threads });
  await findDuplicates(database, lineCount(sources));
  const rows = await rowsOfEngine(
    database,
    'SELECT line_number::INTEGER AS line, first_line_number::INTEGER AS first FROM duplicates ORDER BY line',
  );
  return rows.map(({ line, first }) => [Number(line), Number(first)]);
}

const ofIds = (...ids: string[]) =>
  duplicatesIn({ 'e.jsonl': linesOf(ids.map((id) => eventLine({ event_id: id }))) });

describe('findDuplicates', () => {
  it('finds none where every id is its own', async () => {
    expect(await ofIds('a', 'b', 'c')).toEqual([]);
  });

  it('keeps the first in input order and names it for all others', async () => {
    expect(await ofIds('a', 'b', 'a', 'c', 'b', 'a')).toEqual([
      [2, 0],
      [4, 1],
      [5, 0],
    ]);
  });

  it('goes by the id alone, whatever else the event holds', async () => {
    const lines = [
      eventLine({ event_id: 'a', player_id: 'p1' }),
      eventLine({ event_id: 'a', player_id: 'p2', event_type: 'purchase' }),
    ];
    expect(await duplicatesIn({ 'e.jsonl': linesOf(lines) })).toEqual([[1, 0]]);
  });

  it('tells ids apart by case, white space and form', async () => {
    expect(await ofIds('a', 'A', 'a ', ' a', '\u00e9', 'e\u0301', '1', '01', '1.0')).toEqual([]);
  });

  it('takes a number for its text', async () => {
    const lines = [
      eventLine({ event_id: '7' }),
      eventLine({ event_id: '' }).replace('"event_id":""', '"event_id":7'),
    ];
    expect(await duplicatesIn({ 'e.jsonl': linesOf(lines) })).toEqual([[1, 0]]);
  });

  it('counts no rejected line, neither as first nor as duplicate', async () => {
    const lines = [
      eventLine({ event_id: 'a', timestamp: 'never' }),
      eventLine({ event_id: 'a' }),
      eventLine({ event_id: 'a', player_id: null }),
      '',
      eventLine({ event_id: 'a' }),
    ];
    expect(await duplicatesIn({ 'e.jsonl': linesOf(lines) })).toEqual([[4, 1]]);
  });

  it('goes over all files in input order', async () => {
    const files = {
      'day10.jsonl': linesOf([eventLine({ event_id: 'a' }), eventLine({ event_id: 'b' })]),
      'day2.jsonl': linesOf([eventLine({ event_id: 'a' })]),
    };
    expect(await duplicatesIn(files)).toEqual([[1, 0]]);
  });

  it.each([1, 4])('finds the same on %d threads, far apart', async (threads) => {
    const half = Array.from({ length: 50_000 }, (_, index) => eventLine({ event_id: `e${index}` }));
    const duplicates = await duplicatesIn({ 'e.jsonl': linesOf([...half, ...half]) }, threads);
    expect(duplicates).toHaveLength(50_000);
    expect(duplicates.every(([line, first]) => line === first + 50_000)).toBe(true);
  });

  it('forgets what an earlier search found', async () => {
    const { database, sources } = await stageFiles({
      'e.jsonl': linesOf([eventLine({ event_id: 'a' }), eventLine({ event_id: 'a' })]),
    });
    await findDuplicates(database, lineCount(sources));
    await findDuplicates(database, lineCount(sources));
    expect(await rowsOfEngine(database, 'SELECT count(*) AS n FROM duplicates')).toEqual([{ n: 1n }]);
  });

  it.each([
    ['some', ['a', 'b', 'a', 'c', 'b', 'a'], ['a', 'b', 'c']],
    ['none', ['a', 'b'], ['a', 'b']],
    ['all but the first', ['a', 'a', 'a'], ['a']],
  ])('tells what stays where %s are duplicates, the last line too', async (_, ids, kept) => {
    const { database, sources } = await stageFiles({
      'e.jsonl': linesOf(ids.map((id) => eventLine({ event_id: id }))),
    });
    const stays = await findDuplicates(database, lineCount(sources));
    const rows = await rowsOfEngine(
      database,
      `SELECT event_id FROM lines WHERE ${stays} ORDER BY line_number`,
    );
    expect(rows.map(({ event_id }) => event_id)).toEqual(kept);
  });
});
