import { formatNumber, formatShare } from '../../../../shared/format/number.ts';
import { visibleLine } from '../../../../shared/format/visible-text.ts';
import { baseName } from '../../lib/paths.ts';
import classes from './count-bars.module.css';

type CountBarsProps = {
  label: string;
  items: readonly { readonly name: string; readonly count: number }[];
  /** What all of them add up to. */
  total: number;
  /** With these, each bar is a choice; pressing the chosen one takes it back. */
  chosen?: string | null;
  onChoose?: (name: string | null) => void;
};

/** Named counts as bars, in the order given, with their share of all. */
export function CountBars({ label, items, total, chosen = null, onChoose }: CountBarsProps) {
  const most = Math.max(1, ...items.map(({ count }) => count));
  return (
    <fieldset className={classes['list']} aria-label={label}>
      {items.map(({ name, count }) => {
        const content = (
          <>
            <span className={classes['name']} title={visibleLine(name)}>
              {visibleLine(baseName(name))}
            </span>
            <span className={classes['track']} aria-hidden>
              <span className={classes['fill']} style={{ width: `${(count / most) * 100}%` }} />
            </span>
            <span className="numeric">
              {formatNumber(count)} ({formatShare(count / total)})
            </span>
          </>
        );
        return onChoose === undefined ? (
          <div key={name} className={classes['item']}>
            {content}
          </div>
        ) : (
          <button
            key={name}
            type="button"
            className={classes['item']}
            aria-pressed={name === chosen}
            onClick={() => onChoose(name === chosen ? null : name)}
          >
            {content}
          </button>
        );
      })}
    </fieldset>
  );
}
