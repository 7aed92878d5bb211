import { expect, test } from 'vitest';
import type { ColumnType, EventColumn } from '../../../../shared/events/columns.ts';
import { buildFilter, filterText } from './filter-draft.ts';

const column = (type: ColumnType): EventColumn => ({
  name: 'prop_x',
  type,
  label: 'prop_x',
  meaning: '',
  formula: '',
});
const draft = { operator: 'equals', value: '', to: '', values: [] } as const;

test('a draft makes a filter, or says what is wrong with it', () => {
  expect(buildFilter(column('VARCHAR'), draft)).toEqual({ column: 'prop_x', operator: 'equals', value: '' });
  expect(buildFilter(column('BIGINT'), draft)).toEqual({ problem: 'Enter a whole number, such as 12.' });
  expect(buildFilter(column('BIGINT'), { ...draft, operator: 'between', value: '1', to: '2' })).toEqual({
    column: 'prop_x',
    operator: 'between',
    from: '1',
    to: '2',
  });
  expect(buildFilter(column('DATE'), { ...draft, operator: 'between', value: '2024-01-01' })).toEqual({
    problem: 'Enter a day, such as 2024-01-31.',
  });
  expect(buildFilter(column('VARCHAR'), { ...draft, operator: 'one_of' })).toEqual({
    problem: 'Enter a value.',
  });
  expect(buildFilter(column('BIGINT'), { ...draft, operator: 'is_null' })).toEqual({
    column: 'prop_x',
    operator: 'is_null',
  });
});

test('a filter reads as a sentence', () => {
  expect(filterText({ column: 'n', operator: 'between', from: '1', to: '2' })).toBe('n is between 1 and 2');
  expect(filterText({ column: 'n', operator: 'one_of', values: ['a', ''] })).toBe('n is one of a, ""');
  expect(filterText({ column: 'n', operator: 'is_null' })).toBe('n has no value');
});
