import { expect, test } from 'vitest';
import type { CheckResult } from '../../../../../shared/quality/check-result.ts';
import { pairChecks } from './pair-checks.ts';

const check = (id: CheckResult['id'], status: CheckResult['status'], column: string | null = null) =>
  ({
    id,
    column,
    status,
    measured: 1,
    threshold: 2,
    unit: '',
    message: '',
    samples: [],
  }) satisfies CheckResult;

test('checks are paired by id and column; what changed comes first', () => {
  const a = [
    check('min_events', 'pass'),
    check('max_null_percentage', 'pass', 'x'),
    check('max_null_percentage', 'warn', 'gone'),
  ];
  const b = [
    check('min_events', 'pass'),
    check('max_null_percentage', 'warn', 'x'),
    check('max_null_percentage', 'pass', 'new'),
  ];
  expect(
    pairChecks(a, b).map(({ name, a: left, b: right, isChanged }) => [
      name,
      left?.status ?? null,
      right?.status ?? null,
      isChanged,
    ]),
  ).toEqual([
    ['max_null_percentage: x', 'pass', 'warn', true],
    ['max_null_percentage: gone', 'warn', null, true],
    ['max_null_percentage: new', null, 'pass', true],
    ['min_events', 'pass', 'pass', false],
  ]);
});
