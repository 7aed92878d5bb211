import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { restColumn } from '../../../shared/metrics/property-columns.ts';
import { quoteIdentifier } from '../../../shared/sql/quote.ts';
import { openDuckDb } from '../../../test/kit/databases.ts';
import { nameColumns } from './column-names.ts';

describe('nameColumns', () => {
  it.each([
    ['a key gives prop_<key>', ['level', 'a.b c"d'], ['prop_level', 'prop_a.b c"d']],
    ['the empty key is a key', [''], ['prop_']],
    [
      'keys that differ in case get suffixes',
      ['LEVEL', 'Level', 'level'],
      ['prop_LEVEL', 'prop_Level_2', 'prop_level_3'],
    ],
    ['beyond ASCII too', ['Ä', 'ä', '\u212a', 'k'], ['prop_Ä', 'prop_ä_2', 'prop_\u212a', 'prop_k_2']],
    ['a suffix passes over names that are taken', ['A', 'A_2', 'a'], ['prop_A', 'prop_A_2', 'prop_a_3']],
    ['a key may look like the suffix of another', ['A', 'a', 'a_2'], ['prop_A', 'prop_a_2', 'prop_a_2_2']],
    ['the rest column is taken from the start', ['_REST', '_rest'], ['prop__REST_2', 'prop__rest_3']],
    ['a NUL becomes U+FFFD', ['a\0b', 'a\uFFFDb'], ['prop_a\uFFFDb', 'prop_a\uFFFDb_2']],
  ])('%s', (_, keys, columns) => {
    expect(nameColumns(keys)).toEqual(columns);
  });

  it('names of one key do not depend on keys behind it', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ maxLength: 3 })), (keys) => {
        const columns = nameColumns(keys);
        for (const length of keys.keys())
          expect(nameColumns(keys.slice(0, length))).toEqual(columns.slice(0, length));
      }),
    );
  });

  it('any keys give columns that stand side by side in DuckDB', async () => {
    const duckdb = await openDuckDb(1);
    const letters = fc.constantFrom(
      ...[
        'a',
        'A',
        '_',
        '2',
        'k',
        '\u212a',
        's',
        '\u017f',
        'S',
        'ß',
        'ẞ',
        'i',
        'İ',
        'ı',
        'I',
        'Σ',
        'ς',
        'σ',
        'ǅ',
        'ǆ',
        '\0',
        '"',
        '.',
      ],
    );
    const keys = fc.uniqueArray(
      fc.oneof(
        fc.array(letters, { maxLength: 4 }).map((all) => all.join('')),
        fc.constantFrom('_rest', '_REST', '_rest_2'),
      ),
    );
    await fc.assert(
      fc.asyncProperty(keys, async (unique) => {
        const columns = [...nameColumns(unique), restColumn];
        await duckdb.run(
          `CREATE OR REPLACE TABLE t (${columns.map((column) => `${quoteIdentifier(column)} INTEGER`).join()})`,
        );
        const found = await duckdb.runAndReadAll('SELECT * FROM t');
        expect(found.columnNames()).toEqual(columns);
      }),
      { numRuns: 200 },
    );
  });
});
