import { restColumn } from '../../../shared/metrics/property-columns.ts';

/**
 * Column names for property keys, in the order given: `prop_<key>`, or with `_2`, `_3` ... where that is taken.
 * DuckDB ignores the case of column names, JSON keys do not: `Level` and `level` become `prop_Level`, `prop_level_2`.
 */
export function nameColumns(keys: readonly string[]): string[] {
  const taken = new Set([restColumn]);
  return keys.map((key) => {
    // A NUL can stand in a JSON key but in no column name.
    const base = `prop_${key.replaceAll('\0', '\uFFFD')}`;
    let name = base;
    for (let suffix = 2; taken.has(foldCase(name)); suffix += 1) name = `${base}_${suffix}`;
    taken.add(foldCase(name));
    return name;
  });
}

// Both ways: some letters share only one of their cases (the Kelvin sign and k, long s and s).
function foldCase(name: string): string {
  return name.toUpperCase().toLowerCase();
}
