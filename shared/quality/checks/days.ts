import { formatCount, formatNumber } from '../../format/number.ts';
import { check } from '../check.ts';
import { countBeyond, tail, tailSchema } from '../measurement.ts';

/** What is measured of the days. */
export const daysMeasured = {
  /** DAU of the complete days, smallest first. */
  daily_active: tailSchema,
};

/** The checks of the daily metrics. */
export const days = {
  min_dau: check({
    label: 'Lowest DAU',
    unit: 'players',
    meaning: 'The fewest active players on any complete day.',
    formula: 'min(dau) over complete days >= aggregation.min_dau',
    keys: ['aggregation.min_dau'],
    passes: 'at least',
    judges: ['daily_active'],
    measures: ({ daily }) => ({ daily_active: tail('dau::DOUBLE', `${daily} WHERE is_complete`, 'ASC') }),
    judge: ({ daily_active }, { aggregation: { min_dau: threshold } }) => {
      const below = countBeyond(daily_active, (dau) => dau < threshold);
      const lowest = daily_active.values[0]?.value ?? null;
      return {
        passes: lowest === null ? null : below.count === 0,
        measured: lowest,
        threshold,
        message:
          lowest === null
            ? 'No complete day to judge.'
            : `${below.atLeast}${formatCount(below.count, 'complete day')} below ${formatCount(threshold, 'active player')}; the lowest has ${formatNumber(lowest)}.`,
      };
    },
    sql: () => `SELECT min(dau) FROM 'daily_metrics.parquet' WHERE is_complete`,
  }),
};
