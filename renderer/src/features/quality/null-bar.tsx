import { formatNumber, formatShare } from '../../../../shared/format/number.ts';
import classes from './null-bar.module.css';

type NullBarProps = {
  nulls: number;
  rows: number;
  /** Null where the run does not say. */
  limit: number | null;
  /** Whether the limit is judged in this scope. */
  isJudged: boolean;
};

/** The share of nulls among rows, with the limit as a line, and both numbers. */
export function NullBar({ nulls, rows, limit, isJudged }: NullBarProps) {
  if (rows === 0) return <span className={classes['figure']}>No value in any event</span>;
  const share = nulls / rows;
  return (
    <div className={classes['cell']}>
      <div className={classes['track']} aria-hidden>
        <div
          className={classes['fill']}
          data-beyond={(isJudged && limit !== null && share > limit) || undefined}
          style={{ width: `${share * 100}%` }}
        />
        {isJudged && limit !== null && (
          <div className={classes['limit']} style={{ left: `${limit * 100}%` }} />
        )}
      </div>
      <span className={classes['figure']}>
        {formatShare(share)} ({formatNumber(nulls)} of {formatNumber(rows)})
      </span>
    </div>
  );
}
