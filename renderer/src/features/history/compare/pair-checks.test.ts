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
    ['Null share: x', 'pass', 'warn', true],
    ['Null share: gone', 'warn', null, true],
    ['Null share: new', null, 'pass', true],
    ['Events', 'pass', 'pass', false],
  ]);
});
