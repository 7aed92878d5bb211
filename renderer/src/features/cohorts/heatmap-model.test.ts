import { expect, test } from 'vitest';
import type { CohortMatrix } from '../../../../shared/ipc/cohorts.ts';
import { describePlace } from './cell-description.ts';
import { step } from './heatmap-keys.ts';
import { cohortCells, heatmapModel, heatmapTable } from './heatmap-model.ts';

const matrix: CohortMatrix = {
  cohorts: [
    { start: '2024-01-01', size: 4, complete: 3, active: [4, 1, 2], retained: [4, 3, 2], revenue: [0, 6, 6] },
    { start: '2024-01-08', size: 1, complete: 1, active: [1, 1], retained: [1, 1], revenue: [9, 9.5] },
  ],
  cohortCount: 2,
  players: 5,
  pooled: { cohorts: [2, 1, 1], size: [5, 4, 4], active: [5, 1, 2], retained: [5, 3, 2], revenue: [9, 6, 6] },
  tiles: [],
  sql: { cells: '', pooled: '', tiles: '' },
};

function modelOf(
  measure: 'share' | 'count' | 'ltv',
  isRolling = false,
  scale: 'absolute' | 'row' = 'absolute',
) {
  const shown = { measure, isRolling };
  const columns = [0, 1, 2];
  const cells = cohortCells(matrix, columns);
  return heatmapModel({ matrix, cells, columns, period: 'week', shown, scale, firstDate: '2024-01-01' });
}

test('the average is pooled, a count of it is the mean of the cohorts', () => {
  const averageOf = (model: ReturnType<typeof modelOf>) => heatmapTable(model).rows[0]?.slice(4);
  expect(averageOf(modelOf('share'))).toEqual([1, 0.25, 0.5]);
  expect(averageOf(modelOf('share', true))).toEqual([1, 0.75, 0.5]);
  expect(averageOf(modelOf('count'))).toEqual([2.5, 1, 2]);
  expect(averageOf(modelOf('ltv'))).toEqual([1.8, 1.5, 1.5]);
});

test('the table has every cell there is, and how many of them are over', () => {
  const { header, rows } = heatmapTable(modelOf('share'));
  expect(header).toEqual(['cohort', 'size', 'left_censored', 'complete_cells', 'W0', 'W1', 'W2']);
  expect(rows.slice(1)).toEqual([
    ['2024-01-01', 4, true, 3, 1, 0.25, 0.5],
    ['2024-01-08', 1, false, 1, 1, 1, null],
  ]);
});

test('period 0 leaves the colours to the others, unless it is revenue', () => {
  const endsOf = (model: ReturnType<typeof modelOf>) => model.rows.map(({ end }) => end);
  expect(endsOf(modelOf('share'))).toEqual([1, 1, 1]);
  expect(endsOf(modelOf('share', false, 'row'))).toEqual([0.5, 0.5, 1]);
  expect(endsOf(modelOf('ltv', false, 'row'))).toEqual([1.8, 1.5, 9.5]);
});

test('keys walk the cells there are', () => {
  const model = modelOf('share');
  expect(step(model, { row: 1, column: 2 }, 'ArrowDown')).toEqual({ row: 2, column: 1 });
  expect(step(model, { row: 2, column: 1 }, 'Home')).toEqual({ row: 2, column: -1 });
  expect(step(model, { row: 0, column: 0 }, 'PageDown')).toEqual({ row: 2, column: 0 });
  const corner = { row: 2, column: 1 };
  expect(step(model, corner, 'ArrowRight')).toBe(corner);
  expect(step(model, corner, 'x')).toBe(corner);
});

test('a cell says its numbers, its formula and its interval', () => {
  const model = modelOf('share');
  const [average, first, second] = model.rows;
  if (average === undefined || first === undefined || second === undefined) throw new Error('no rows');
  expect(describePlace(model, first, 1).lines).toEqual([
    '1 of 4 players active',
    '1 / 4 = 25%',
    '95% interval 4.6% to 69.9%',
    'Complete',
    'Left-censored',
  ]);
  expect(describePlace(model, second, 1).lines.at(-1)).toBe('Incomplete: this week is not over in the data');
  expect(describePlace(model, average, 2).lines.at(-1)).toBe('Complete cells of 1 cohort');
  expect(describePlace(modelOf('ltv'), first, 1).lines.slice(0, 2)).toEqual([
    '$6.00 so far from 4 players',
    '$6.00 / 4 = $1.50 a player',
  ]);
});
