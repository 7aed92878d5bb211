import { useMemo } from 'react';
import type { Unit } from '../../../shared/metrics/definitions.ts';
import { formatShort, formatValue } from './format.ts';
import { useSettings } from './settings.ts';

/** How figures are written, money in the currency that the user chose. */
export function useFormat() {
  const { currency } = useSettings();
  return useMemo(
    () => ({
      value: (value: number | null, unit: Unit) => formatValue(value, unit, currency),
      short: (value: number | null, unit: Unit) => formatShort(value, unit, currency),
    }),
    [currency],
  );
}
