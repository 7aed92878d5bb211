import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type KpiDay, measureKpis } from './measure-kpis.ts';

const firstDay = Date.UTC(2024, 0, 1);

function dateAt(index: number): string {
  return new Date(firstDay + index * 86_400_000).toISOString().slice(0, 10);
}

type Figures = Partial<Omit<KpiDay, 'event_date'>>;

/** Days from 1 January 2024 on. */
function daysOf(...figures: Figures[]): KpiDay[] {
  return figures.map((day, index) => ({
    event_date: dateAt(index),
    is_complete: true,
    dau: 0,
    wau: 0,
    mau: 0,
    total_revenue: 0,
    paying_users: 0,
    ...day,
  }));
}

function figuresOf(days: readonly KpiDay[], from: number, to: number) {
  const { figures, ...reading } = measureKpis(days, { from: dateAt(from), to: dateAt(to) });
  return { ...reading, ...Object.fromEntries(figures.map(({ kpi, ...figure }) => [kpi.id, figure])) };
}

describe('a span of two days against the two before', () => {
  const days = daysOf(
    { dau: 10, wau: 10, mau: 10, total_revenue: 5, paying_users: 1 },
    { dau: 30, wau: 35, mau: 35, total_revenue: 15, paying_users: 2 },
    { dau: 20, wau: 40, mau: 50, total_revenue: 0, paying_users: 0 },
    { dau: 40, wau: 60, mau: 75, total_revenue: 30, paying_users: 6 },
    { dau: 7, wau: 61, mau: 77, total_revenue: 1, paying_users: 1, is_complete: false },
  );

  test('means, sums and pooled ratios', () => {
    const reading = figuresOf(days, 2, 3);
    expect(reading).toMatchObject({
      counted: { from: '2024-01-03', to: '2024-01-04' },
      previous: { from: '2024-01-01', to: '2024-01-02' },
      days: 2,
      incompleteDays: 0,
      dau: { value: 30, previous: 20, change: 0.5, noChange: null },
      revenue: { value: 30, previous: 20, change: 0.5 },
      // 30 / 60 against 20 / 40; the mean of the daily ratios would be 0.375.
      arpu: { value: 0.5, previous: 0.5, change: 0 },
      conversion: { value: 0.1, previous: 0.075 },
    });
  });

  test('WAU and MAU are those of the last day, and compared only where their days are known', () => {
    expect(figuresOf(days, 2, 3)).toMatchObject({
      wau: { value: 60, previous: null, change: null, noChange: 'short_window', isWindowWhole: false },
      mau: { value: 75, previous: null, noChange: 'short_window', isWindowWhole: false },
      // (20 + 40) / (50 + 75)
      stickiness: { value: 0.48, previous: null, noChange: 'short_window' },
    });
  });

  test('a day that is not over is left out, and so is its counterpart before', () => {
    expect(figuresOf(days, 2, 4)).toEqual({ ...figuresOf(days, 2, 3), incompleteDays: 1 });
    expect(figuresOf(days, 4, 4)).toMatchObject({
      counted: null,
      days: 0,
      incompleteDays: 1,
      previous: null,
      dau: { value: null, change: null, noChange: 'no_earlier_days' },
      revenue: { value: null },
    });
  });

  test('nothing is compared with a span that begins before the data', () => {
    for (const [from, to] of [
      [0, 3],
      [1, 3],
      [-2, 0],
    ] as const)
      expect(figuresOf(days, from, to)).toMatchObject({
        previous: null,
        dau: { change: null, noChange: 'no_earlier_days' },
      });
  });
});

test('weeks and months that lie wholly in the data are compared', () => {
  const days = daysOf(
    ...Array.from({ length: 60 }, (_, index) => ({ dau: 10, wau: index + 1, mau: 2 * (index + 1) })),
  );
  expect(figuresOf(days, 58, 59)).toMatchObject({
    wau: { value: 60, previous: 58, noChange: null, isWindowWhole: true },
    mau: { value: 120, previous: 116, noChange: null, isWindowWhole: true },
    stickiness: { noChange: null, isWindowWhole: true },
  });
  // The month before the last day of the span before begins on day 0, the week well after it.
  expect(figuresOf(days, 30, 30)).toMatchObject({ mau: { previous: 60 }, wau: { previous: 30 } });
  expect(figuresOf(days, 29, 29)).toMatchObject({ mau: { previous: null, isWindowWhole: true } });
});

test('a base of 0 and a run without amounts have no change', () => {
  const days = daysOf({ dau: 0, total_revenue: 0 }, { dau: 5, total_revenue: 2 });
  expect(figuresOf(days, 1, 1)).toMatchObject({
    dau: { value: 5, previous: 0, change: null, noChange: 'no_base' },
    arpu: { value: 0.4, previous: null, noChange: 'no_base' },
  });
  const without = daysOf({ dau: 1, total_revenue: null }, { dau: 5, total_revenue: null });
  expect(figuresOf(without, 1, 1)).toMatchObject({
    revenue: { value: null, previous: null, noChange: 'no_base' },
    arpu: { value: null },
    dau: { value: 5, change: 4 },
  });
});

test('no days at all', () => {
  expect(figuresOf([], 0, 5)).toMatchObject({
    counted: null,
    days: 0,
    incompleteDays: 0,
    dau: { value: null },
  });
});

/** Another reading of the definitions: a day at a time, by date. */
function plainReading(days: readonly KpiDay[], from: number, to: number) {
  const known = new Map(days.map((day) => [day.event_date, day]));
  const counted: KpiDay[] = [];
  for (let index = from; index <= to; index += 1) {
    const day = known.get(dateAt(index));
    if (day?.is_complete) counted.push(day);
  }
  const total = (list: readonly KpiDay[], of: (day: KpiDay) => number) => {
    let sum = 0;
    for (const day of list) sum += of(day);
    return sum;
  };
  const dauAndConversion = (list: readonly KpiDay[]) => {
    const dau = total(list, (day) => day.dau ?? 0);
    return {
      dau: list.length > 0 ? dau / list.length : null,
      conversion: dau > 0 ? total(list, (day) => day.paying_users ?? 0) / dau : null,
    };
  };
  const earlier: KpiDay[] = [];
  for (let back = 1; back <= counted.length; back += 1) {
    const day = known.get(dateAt(from - back));
    if (day !== undefined) earlier.push(day);
  }
  const isComparable = counted.length > 0 && earlier.length === counted.length;
  return {
    now: dauAndConversion(counted),
    before: isComparable ? dauAndConversion(earlier) : { dau: null, conversion: null },
    wau: counted.at(-1)?.wau ?? null,
  };
}

test('any days, any span: as the plain reading has it', () => {
  const day = fc.record({ dau: fc.nat(50), wau: fc.nat(90), mau: fc.nat(200), paying_users: fc.nat(9) });
  fc.assert(
    fc.property(
      fc.array(day, { maxLength: 80 }),
      fc.nat(3),
      fc.integer({ min: -5, max: 85 }),
      fc.nat(40),
      (figures, incomplete, from, length) => {
        const days = daysOf(...figures).map((row, index) => ({
          ...row,
          is_complete: index < figures.length - incomplete,
        }));
        const plain = plainReading(days, from, from + length);
        const reading = figuresOf(days, from, from + length);
        expect(reading).toMatchObject({
          dau: { value: plain.now.dau, previous: plain.before.dau },
          conversion: { value: plain.now.conversion, previous: plain.before.conversion },
          wau: { value: plain.wau },
        });
      },
    ),
    { numRuns: 500 },
  );
});
