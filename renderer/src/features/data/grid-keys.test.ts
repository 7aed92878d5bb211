import { expect, test } from 'vitest';
import { cellAfterKey } from './grid-keys.ts';

const size = { rows: 100, columns: 5, rowsInView: 20 };

function after(key: string, cell = { row: 50, column: 2 }, ctrlKey = false) {
  return cellAfterKey(cell, { key, ctrlKey, metaKey: false }, size);
}

test('keys move by cells and by screens, and to the ends of rows and of the grid', () => {
  expect(after('ArrowUp')).toEqual({ row: 49, column: 2 });
  expect(after('ArrowDown')).toEqual({ row: 51, column: 2 });
  expect(after('ArrowLeft')).toEqual({ row: 50, column: 1 });
  expect(after('ArrowRight')).toEqual({ row: 50, column: 3 });
  expect(after('PageUp')).toEqual({ row: 30, column: 2 });
  expect(after('PageDown')).toEqual({ row: 70, column: 2 });
  expect(after('Home')).toEqual({ row: 50, column: 0 });
  expect(after('End')).toEqual({ row: 50, column: 4 });
  expect(after('Home', undefined, true)).toEqual({ row: 0, column: 0 });
  expect(after('End', undefined, true)).toEqual({ row: 99, column: 4 });
  expect(after('x')).toBeNull();
});

test('no key leads out of the grid', () => {
  expect(after('ArrowUp', { row: 0, column: 0 })).toEqual({ row: 0, column: 0 });
  expect(after('ArrowLeft', { row: 0, column: 0 })).toEqual({ row: 0, column: 0 });
  expect(after('PageDown', { row: 95, column: 4 })).toEqual({ row: 99, column: 4 });
  expect(after('ArrowRight', { row: 95, column: 4 })).toEqual({ row: 95, column: 4 });
});
