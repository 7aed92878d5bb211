import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { configKeys } from '../config/config-keys.ts';
import { configSchema, type EtlConfig } from '../config/schema.ts';
import { type CheckResult, checkResultSchema, checkStatuses } from './check-result.ts';
import { checkIds, checks } from './checks.ts';
import { evaluateChecks } from './evaluate-checks.ts';
import type { Measured } from './measured.ts';
import type { SampleRow, Tail } from './measurement.ts';
import { overallStatus } from './quality-report.ts';

const sample: SampleRow = { file: 'a.jsonl', line: 7, event_id: 'e7', detail: 'what is wrong' };

/** Sound data: nothing to find under the default configuration. */
const sound: Measured = {
  events: 5_000,
  event_types: [
    { event_type: 'session_start', events: 3_000 },
    { event_type: 'session_end', events: 2_000 },
  ],
  event_types_complete: true,
  missing_event_types: [],
  columns: [],
  duplicates: { count: 0, samples: [] },
  future: { seconds_ahead: tail([]), samples: [] },
  revenue: { amounts: tail([[5, 100]]), samples: [] },
  daily_active: tail([
    [40, 1],
    [50, 2],
  ]),
  rejected: { count: 0, samples: [] },
};

function tail(values: [value: number, count: number][], complete = true): Tail {
  return {
    values: values.map(([value, count]) => ({ value, count })),
    total: values.reduce((sum, [, count]) => sum + count, 0) + (complete ? 0 : 1),
    complete,
  };
}

function column(
  nulls_by_event_type: number,
  rows_by_event_type: number,
  nulls_all_rows = nulls_by_event_type,
  rows_all = rows_by_event_type,
): Measured['columns'][number] {
  return {
    column: 'prop_level',
    nulls_all_rows,
    rows_all,
    nulls_by_event_type,
    rows_by_event_type,
    samples: [sample],
  };
}

type Thresholds = {
  checks?: Partial<EtlConfig['quality_checks']>;
  aggregation?: Partial<EtlConfig['aggregation']>;
  ingest?: Partial<EtlConfig['ingest']>;
  strict?: boolean;
};

function configOf({ checks = {}, aggregation = {}, ingest = {}, strict = false }: Thresholds = {}) {
  return configSchema.parse({ quality_checks: checks, aggregation, ingest, strict_mode: strict });
}

function judge(id: CheckResult['id'], measured: Partial<Measured>, thresholds: Thresholds = {}): CheckResult {
  const results = evaluateChecks({ ...sound, ...measured }, configOf(thresholds));
  const [result, ...others] = results.filter((candidate) => candidate.id === id);
  if (result === undefined || others.length > 0) throw new Error(`${id}: ${others.length + 1} results`);
  return result;
}

/** The verdicts on the same finding in lenient and strict mode. */
function statuses(id: CheckResult['id'], measured: Partial<Measured>, thresholds: Thresholds = {}) {
  return [false, true].map((strict) => judge(id, measured, { ...thresholds, strict }).status);
}

describe('every check', () => {
  it('passes on sound data, in a fixed order, in either mode', () => {
    for (const strict of [false, true]) {
      const results = evaluateChecks({ ...sound, columns: [column(0, 10)] }, configOf({ strict }));
      expect(results.map(({ id }) => id)).toEqual(checkIds);
      const judged = results.filter(({ message }) => !message.startsWith('Not measured'));
      expect(judged.map(({ status }) => status)).toEqual(judged.map(() => 'pass'));
      expect(judged.length).toBeGreaterThanOrEqual(8);
    }
  });

  it('says what it found in one sentence, with measured value, threshold and unit', () => {
    const results = evaluateChecks({ ...sound, columns: [column(5, 10)] }, configOf());
    for (const result of results) {
      expect(checkResultSchema.parse(result)).toEqual(result);
      expect(result.message).toMatch(/^\S.*\.$/);
      expect(result.message).not.toMatch(/undefined|NaN|null of/);
      for (const key of checks[result.id].keys)
        expect(configKeys.map(({ path }) => path.join('.'))).toContain(key);
      expect(result.unit).not.toBe('');
    }
  });

  it('is skipped of a run whose version did not measure what it judges', () => {
    const { events: _, ...others } = sound;
    const [failedLines, minEvents] = evaluateChecks(others, configOf({ strict: true }));
    expect(failedLines).toMatchObject({ id: 'failed_lines', status: 'pass' });
    expect(minEvents).toMatchObject({ id: 'min_events', status: 'skipped', measured: null, threshold: null });
  });

  it('judges without changing what was measured', () => {
    const before = structuredClone({ ...sound, columns: [column(5, 10)] });
    const measured = structuredClone(before);
    evaluateChecks(measured, configOf({ strict: true }));
    expect(measured).toEqual(before);
  });
});

describe('min_events', () => {
  it.each([
    [1000, 'pass', 'pass'],
    [999, 'warn', 'fail'],
    [0, 'warn', 'fail'],
  ])('with %i events against at least 1000: %s, strict %s', (events, lenient, strict) => {
    expect(statuses('min_events', { events })).toEqual([lenient, strict]);
    expect(judge('min_events', { events })).toMatchObject({ measured: events, threshold: 1000 });
  });

  it('passes with nothing where nothing is asked for', () => {
    expect(judge('min_events', { events: 0 }, { checks: { min_events: 0 } }).status).toBe('pass');
  });

  it('says both numbers', () => {
    expect(judge('min_events', { events: 1 }).message).toBe('1 event; at least 1,000 expected.');
  });
});

describe('required_event_types', () => {
  const starts = { event_types: [{ event_type: 'session_start', events: 3 }] };

  it('is a finding that names every type of which there is no event', () => {
    const thresholds = { checks: { required_event_types: ['b', 'session_start', 'a'] } };
    expect(statuses('required_event_types', starts, thresholds)).toEqual(['warn', 'fail']);
    expect(judge('required_event_types', starts, thresholds)).toMatchObject({
      measured: 2,
      message: 'No event of the required type b, a.',
    });
  });

  it('is skipped where no type is required', () => {
    expect(statuses('required_event_types', starts, { checks: { required_event_types: [] } })).toEqual([
      'skipped',
      'skipped',
    ]);
  });

  it('knows a rare type by the run having looked for it where not all types were kept', () => {
    const rare = { ...starts, event_types_complete: false, missing_event_types: ['absent'] };
    const judged = (type: string) =>
      judge('required_event_types', rare, { checks: { required_event_types: [type] } }).status;
    expect(judged('session_start')).toBe('pass');
    expect(judged('rare')).toBe('pass');
    expect(judged('absent')).toBe('warn');
  });
});

describe('duplicate_events', () => {
  const found = { duplicates: { count: 1, samples: [sample] } };

  it('is a finding from the first one on, with its sample', () => {
    expect(statuses('duplicate_events', found)).toEqual(['warn', 'fail']);
    expect(judge('duplicate_events', found)).toMatchObject({ measured: 1, threshold: 0, samples: [sample] });
  });

  it('is skipped where it is switched off, and still counted', () => {
    const result = judge('duplicate_events', found, { checks: { check_duplicates: false }, strict: true });
    expect(result).toMatchObject({ status: 'skipped', measured: 1 });
  });
});

describe('future_timestamps', () => {
  const day = 86_400;
  const future = (seconds: [number, number][], complete = true) => ({
    future: { seconds_ahead: tail(seconds, complete), samples: [sample] },
  });

  it('lets a timestamp lie exactly max_future_days ahead, and no microsecond more', () => {
    expect(judge('future_timestamps', future([[day, 3]]))).toMatchObject({ status: 'pass', measured: 0 });
    expect(statuses('future_timestamps', future([[day + 1e-6, 3]]))).toEqual(['warn', 'fail']);
  });

  it('takes fractions of a day', () => {
    const thresholds = { checks: { max_future_days: 0.5 } };
    expect(judge('future_timestamps', future([[day / 2, 1]]), thresholds).measured).toBe(0);
    expect(judge('future_timestamps', future([[day / 2 + 1, 1]]), thresholds).measured).toBe(1);
  });

  it('counts events, not distinct timestamps', () => {
    const result = judge(
      'future_timestamps',
      future([
        [9 * day, 4],
        [2 * day, 3],
        [day / 2, 100],
      ]),
    );
    expect(result).toMatchObject({
      measured: 7,
      samples: [sample],
      message: '7 events dated more than 1 day ahead.',
    });
  });

  it('says "at least" where timestamps beyond the last one kept are too many to list', () => {
    const kept: [number, number][] = [
      [9 * day, 4],
      [2 * day, 3],
    ];
    const cut = judge('future_timestamps', future(kept, false));
    expect(cut).toMatchObject({ status: 'warn', measured: 7 });
    expect(cut.message).toMatch(/^At least 7 events/);
    // The tail reaches below this threshold: all beyond it are known.
    const exact = judge('future_timestamps', future(kept, false), { checks: { max_future_days: 3 } });
    expect(exact.message).toMatch(/^4 events/);
  });

  it('is skipped where it is switched off', () => {
    expect(
      statuses('future_timestamps', future([[9 * day, 4]]), { checks: { check_future_timestamps: false } }),
    ).toEqual(['skipped', 'skipped']);
  });
});

describe('max_null_percentage', () => {
  it('lets a share be exactly the limit, and no row more', () => {
    expect(judge('max_null_percentage', { columns: [column(10, 100)] }).status).toBe('pass');
    expect(statuses('max_null_percentage', { columns: [column(11, 100)] })).toEqual(['warn', 'fail']);
  });

  it('says column, share and rows', () => {
    expect(judge('max_null_percentage', { columns: [column(1, 8)] })).toMatchObject({
      column: 'prop_level',
      measured: 0.125,
      threshold: 0.1,
      unit: 'share',
      samples: [sample],
      message:
        'prop_level is null in 12.5% of the events of types that have it (1 of 8); at most 10% allowed.',
    });
  });

  it('takes the share over the scope that is configured', () => {
    const columns = [column(0, 10, 90, 100)];
    const scoped = (null_scope: EtlConfig['quality_checks']['null_scope']) =>
      judge('max_null_percentage', { columns }, { checks: { null_scope } });
    expect(scoped('by_event_type')).toMatchObject({ status: 'pass', measured: 0 });
    expect(scoped('all_rows')).toMatchObject({ status: 'warn', measured: 0.9 });
    expect(scoped('all_rows').message).toContain('90% of all events (90 of 100)');
  });

  it('is skipped for a column that holds no value, where the scope is the types that have it', () => {
    const columns = [column(0, 0, 100, 100)];
    expect(statuses('max_null_percentage', { columns })).toEqual(['skipped', 'skipped']);
    expect(judge('max_null_percentage', { columns }).measured).toBeNull();
    expect(judge('max_null_percentage', { columns }, { checks: { null_scope: 'all_rows' } }).status).toBe(
      'warn',
    );
  });

  it('is skipped over no events, whatever the scope', () => {
    const columns = [column(0, 0)];
    for (const null_scope of ['all_rows', 'by_event_type'] as const)
      expect(judge('max_null_percentage', { columns }, { checks: { null_scope } }).status).toBe('skipped');
  });

  it('judges each column by itself, in their order', () => {
    const columns = ['z', 'a', 'm'].map((name, index) => ({ ...column(index * 10, 100), column: name }));
    const results = evaluateChecks({ ...sound, columns }, configOf()).filter(
      ({ id }) => id === 'max_null_percentage',
    );
    expect(results.map(({ column: name, status }) => [name, status])).toEqual([
      ['z', 'pass'],
      ['a', 'pass'],
      ['m', 'warn'],
    ]);
  });

  it.each([
    [0, 0, 'pass'],
    [0, 1, 'warn'],
    [1, 100, 'pass'],
  ])('with a limit of %d and %i nulls in 100 rows: %s', (max_null_percentage, nulls, status) => {
    const columns = [column(nulls, 100)];
    expect(judge('max_null_percentage', { columns }, { checks: { max_null_percentage } }).status).toBe(
      status,
    );
  });
});

describe('revenue_outliers', () => {
  const amounts = (values: [number, number][], complete = true) => ({
    revenue: { amounts: tail(values, complete), samples: [sample] },
  });

  it('lets an amount be exactly the limit', () => {
    expect(judge('revenue_outliers', amounts([[1000, 3]]))).toMatchObject({ status: 'pass', measured: 0 });
    expect(statuses('revenue_outliers', amounts([[1000.01, 3]]))).toEqual(['warn', 'fail']);
  });

  it('counts purchases and says where they went', () => {
    const result = judge(
      'revenue_outliers',
      amounts([
        [2000, 2],
        [1500, 1],
        [5, 9],
      ]),
    );
    expect(result.message).toBe('3 purchases above 1,000; left out of revenue.');
    expect(result.samples).toEqual([sample]);
  });

  it('says "at least" where there are more than the tail holds', () => {
    const result = judge('revenue_outliers', amounts([[2000, 2]], false));
    expect(result.message).toBe('At least 2 purchases above 1,000; left out of revenue.');
  });

  it('is skipped where no purchase carries a number', () => {
    const none = { revenue: { amounts: null, samples: [] } };
    expect(statuses('revenue_outliers', none)).toEqual(['skipped', 'skipped']);
    expect(
      judge('revenue_outliers', none, {
        aggregation: { purchase_event_type: 'order', revenue_property: 'sum' },
      }),
    ).toMatchObject({ measured: null, message: 'No order event carries sum as a number.' });
  });
});

describe('min_dau', () => {
  const days = (values: [number, number][], complete = true) => ({ daily_active: tail(values, complete) });
  const atLeast = (min_dau: number) => ({ aggregation: { min_dau } });

  it('lets a day have exactly the fewest players', () => {
    expect(judge('min_dau', days([[40, 1]]), atLeast(40))).toMatchObject({ status: 'pass', measured: 40 });
    expect(statuses('min_dau', days([[40, 1]]), atLeast(41))).toEqual(['warn', 'fail']);
  });

  it('counts the days below and says the lowest', () => {
    const result = judge(
      'min_dau',
      days([
        [0, 2],
        [3, 1],
        [9, 5],
      ]),
      atLeast(4),
    );
    expect(result).toMatchObject({
      measured: 0,
      threshold: 4,
      message: '3 complete days below 4 active players; the lowest has 0.',
    });
  });

  it('says "at least" where there are more low days than the tail holds', () => {
    expect(judge('min_dau', days([[0, 2]], false), atLeast(4)).message).toMatch(/^At least 2 complete days/);
  });

  it('is skipped where no day is complete', () => {
    expect(statuses('min_dau', days([]))).toEqual(['skipped', 'skipped']);
    expect(judge('min_dau', days([])).message).toBe('No complete day to judge.');
  });
});

describe('failed_lines', () => {
  const rejected = (count: number) => ({ rejected: { count, samples: [sample] } });

  it('passes at the limit and fails one above it, lenient or not', () => {
    expect(statuses('failed_lines', rejected(100))).toEqual(['pass', 'pass']);
    expect(statuses('failed_lines', rejected(101))).toEqual(['fail', 'fail']);
  });

  it('says both numbers and shows the lines', () => {
    expect(judge('failed_lines', rejected(1), { ingest: { max_failed_lines: 0 } })).toMatchObject({
      message: '1 line rejected; at most 0 allowed.',
      samples: [sample],
    });
  });
});

const atMost = (max: number) => fc.double({ min: 0, max, noNaN: true });
const half = fc.integer({ min: 0, max: 40 }).map((value) => value / 2);

describe('a moved threshold', () => {
  // The tail of values as the engine keeps it, cut off after `limit` distinct ones.
  function tailOf(values: readonly number[], order: 'ASC' | 'DESC', limit: number): Tail {
    const distinct = [...new Set(values)].sort((a, b) => (order === 'ASC' ? a - b : b - a));
    return {
      values: distinct
        .slice(0, limit)
        .map((value) => ({ value, count: values.filter((other) => other === value).length })),
      total: values.length,
      complete: distinct.length <= limit,
    };
  }

  it('gives the verdict that counting the values themselves gives, even from a tail that was cut', () => {
    const values = fc.array(half, { maxLength: 30 });
    fc.assert(
      fc.property(values, half, fc.integer({ min: 1, max: 8 }), (amounts, limit, kept) => {
        const measured = {
          revenue: { amounts: tailOf(amounts, 'DESC', kept), samples: [] },
          future: {
            seconds_ahead: tailOf(
              amounts.map((days) => days * 86_400),
              'DESC',
              kept,
            ),
            samples: [],
          },
          daily_active: tailOf(amounts, 'ASC', kept),
        };
        const thresholds = {
          checks: { max_future_days: limit },
          aggregation: { max_revenue_per_event: limit, min_dau: Math.ceil(limit) },
        };
        const above = amounts.filter((amount) => amount > limit).length;
        const below = amounts.filter((amount) => amount < Math.ceil(limit)).length;
        for (const id of ['revenue_outliers', 'future_timestamps'] as const) {
          const result = judge(id, measured, thresholds);
          expect(result.status).toBe(above === 0 ? 'pass' : 'warn');
          if (result.message.startsWith('At least')) expect(result.measured).toBeLessThanOrEqual(above);
          else expect(result.measured).toBe(above);
        }
        const lowDays = judge('min_dau', measured, thresholds);
        expect(lowDays.status).toBe(amounts.length === 0 ? 'skipped' : below === 0 ? 'pass' : 'warn');
        if (amounts.length > 0) expect(lowDays.measured).toBe(Math.min(...amounts));
        if (below > 0 && !lowDays.message.startsWith('At least'))
          expect(Number.parseInt(lowDays.message, 10)).toBe(below);
      }),
    );
  });

  it('that is laxer never makes a pass a finding', () => {
    fc.assert(
      fc.property(fc.nat(100), fc.nat(100), atMost(1), atMost(1), (nulls, more, limit, other) => {
        const columns = [column(nulls, nulls + more)];
        const at = (max_null_percentage: number) =>
          judge('max_null_percentage', { columns }, { checks: { max_null_percentage } }).status;
        if (at(Math.min(limit, other)) === 'pass') expect(at(Math.max(limit, other))).toBe('pass');
      }),
    );
  });

  it('finds the same in strict mode: only warn becomes fail', () => {
    fc.assert(
      fc.property(fc.nat(2000), fc.nat(2), fc.nat(20), fc.nat(3), (events, duplicates, nulls, dau) => {
        const measured: Measured = {
          ...sound,
          events,
          duplicates: { count: duplicates, samples: [] },
          columns: [column(nulls, 20)],
          daily_active: tail([[dau, 1]]),
        };
        const lenient = evaluateChecks(measured, configOf());
        const strict = evaluateChecks(measured, configOf({ strict: true }));
        const hardened = lenient.map((result) =>
          result.status === 'warn' ? { ...result, status: 'fail' } : result,
        );
        expect(strict).toEqual(hardened);
      }),
    );
  });
});

describe('overallStatus', () => {
  const [result] = evaluateChecks(sound, configOf());
  const overall = (...all: CheckResult['status'][]) =>
    overallStatus(all.flatMap((status) => (result ? [{ ...result, status }] : [])));

  it('is the gravest of all, in any order', () => {
    expect(overall('pass', 'warn', 'skipped')).toBe('warn');
    expect(overall('warn', 'fail', 'pass')).toBe('fail');
    expect(overall('pass', 'pass')).toBe('pass');
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...checkStatuses)), (all) => {
        const expected = all.some((status) => status === 'fail' || status === 'error')
          ? 'fail'
          : all.includes('warn')
            ? 'warn'
            : 'pass';
        expect(overall(...all)).toBe(expected);
      }),
    );
  });

  it('passes where all is skipped, or there is nothing', () => {
    expect(overall('skipped')).toBe('pass');
    expect(overall()).toBe('pass');
  });

  it('takes a check that could not be judged for a failed one', () => {
    expect(overall('pass', 'error')).toBe('fail');
  });
});
