import { describe, expect, it, test } from 'vitest';
import { amountAxis, copiesAxis, dateAxis, edgeAxis } from './axes.ts';

describe('an axis of edges', () => {
  const axis = edgeAxis(
    [
      { from: 0, to: 10, count: 3 },
      { from: 10, to: 1000, count: 0 },
      { from: 1000, to: null, count: 1 },
    ],
    String,
  );

  it('gives each bucket the same width and a name', () => {
    expect(axis.bars).toEqual([
      { from: 0, to: 1 / 3, count: 3, label: 'above 0, up to 10' },
      { from: 1 / 3, to: 2 / 3, count: 0, label: 'above 10, up to 1000' },
      { from: 2 / 3, to: 1, count: 1, label: 'above 1000' },
    ]);
    expect(axis.ticks.map(({ label }) => label)).toEqual(['0', '10', '1000']);
  });

  it('places a value in its bucket, by its logarithm', () => {
    expect([0, 5, 10, 100, 1000, 1e9].map((value) => Number((axis.place(value) * 3).toFixed(6)))).toEqual([
      0, 0.5, 1, 1.5, 2, 2.5,
    ]);
  });
});

describe('an axis of amounts', () => {
  const revenue = { purchases: 0, least: 0, median: 0, greatest: 0, sql: '' };

  it('is linear from edge to edge', () => {
    const amounts = [
      { from: 0, to: 5, count: 1 },
      { from: 5, to: 10, count: 2 },
    ];
    const axis = amountAxis({ ...revenue, scale: 'linear', amounts });
    expect(axis.bars.map(({ from, to }) => [from, to])).toEqual([
      [0, 0.5],
      [0.5, 1],
    ]);
    expect([-1, 2.5, 99].map(axis.place)).toEqual([0, 0.25, 1]);
    expect(axis.ticks.map(({ label }) => label)).toEqual(['0', '2.5', '5', '7.5', '10']);
  });

  it('keeps what a logarithm has no place for in a bar of its own', () => {
    const amounts = [
      { from: null, to: 1, count: 1 },
      { from: 1, to: 10, count: 1 },
      { from: 10, to: 100, count: 1 },
    ];
    const axis = amountAxis({ ...revenue, scale: 'log', amounts });
    const places = axis.bars.map(({ from, to, label }) => [from.toFixed(3), to.toFixed(3), label]);
    expect(places).toEqual([
      ['0.000', '0.333', '1 or less'],
      ['0.333', '0.667', 'above 1, up to 10'],
      ['0.667', '1.000', 'above 10, up to 100'],
    ]);
    expect(axis.place(-5)).toBe(0);
    expect(axis.ticks.map(({ at, label }) => [at.toFixed(3), label])).toEqual([
      ['0.333', '1'],
      ['0.667', '10'],
      ['1.000', '100'],
    ]);
  });
});

test('an axis of dates leaves gaps where there was nothing', () => {
  const rest = { copies: [], files: [], sql: '' };
  const days = dateAxis({
    ...rest,
    grain: 'day',
    dates: [
      { date: '2024-01-01', count: 2 },
      { date: '2024-01-04', count: 1 },
    ],
  });
  expect(days.bars.map(({ from, to }) => [from, to])).toEqual([
    [0, 0.25],
    [0.75, 1],
  ]);
  const year = dateAxis({ ...rest, grain: 'year', dates: [{ date: '2024-01-01', count: 2 }] });
  expect(year.bars).toEqual([{ from: 0, to: 1, count: 2, label: '2024' }]);
});

test('counts of copies are named', () => {
  const edges = [0, 1, 5, 10];
  const buckets = edges.map((from, index) => ({ from, to: edges[index + 1] ?? null, count: 0 }));
  expect(copiesAxis(buckets).ticks.map(({ label }) => label)).toEqual(['1', '2–5', '6–10', 'over 10']);
});
