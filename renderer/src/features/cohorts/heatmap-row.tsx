import { memo } from 'react';
import { formatNumber } from '../../../../shared/format/number.ts';
import { describePlace, rowName } from './cell-description.ts';
import { type ColorScheme, cellColors } from './color-scale.ts';
import { cellText, shownValue } from './figures.ts';
import { gridCell, gridRow, rowHeader } from './grid-roles.ts';
import classes from './heatmap.module.css';
import { type HeatmapModel, type HeatmapRow, shareOfScale } from './heatmap-model.ts';
import { cellWidth, labelWidth } from './heatmap-size.ts';

type RowProps = {
  model: HeatmapModel;
  row: HeatmapRow;
  index: number;
  /** Columns in view, the last one included. */
  from: number;
  to: number;
  /** Place from the top of the sheet; null where it sticks there by itself. */
  top: number | null;
  width: number;
  scheme: ColorScheme;
  /** The colour of its curve, where it is drawn. */
  color: string | null;
  /** The column of the cell that is the current one; null where it is in another row. */
  current: number | null;
};

/** The id of a cell; column -1 is the head of the row. */
export function cellId(row: number, column: number): string {
  return `cohort-cell-${row}-${column}`;
}

/** A cohort: its head, and the cells that are in view. */
export const HeatmapRowView = memo(function HeatmapRowView(props: RowProps) {
  const { model, row, index, from, to, top, width, scheme, color, current } = props;
  const columns = model.columns.slice(from, to + 1);
  const isSelected = row.start === null ? undefined : color !== null;
  return (
    <div
      {...gridRow(index + 2, isSelected)}
      className={top === null ? classes['average'] : classes['row']}
      style={{ width, ...(top === null ? {} : { top }) }}
    >
      <div className={classes['label']} style={{ width: labelWidth }} role="presentation">
        <div
          {...rowHeader(1, { label: current === -1 ? label(model, row, -1) : shortLabel(row), isSelected })}
          id={cellId(index, -1)}
          className={classes['name']}
          data-row={index}
          data-column={-1}
          data-current={current === -1 || undefined}
        >
          <span className={classes['swatch']} style={{ background: color ?? 'transparent' }} />
          {row.label}
          {row.isLeftCensored && <span>◂</span>}
        </div>
        <div {...gridCell(2)} className={classes['size']} data-row={index} data-column={-1}>
          {formatNumber(row.size)}
        </div>
      </div>
      {columns.map((n, offset) => {
        const column = from + offset;
        const cell = row.cells[column] ?? null;
        const value = shownValue(cell, model.shown);
        if (cell === null || value === null) return null;
        const { background, text, stripe } = cellColors(shareOfScale(value, row.end), scheme);
        return (
          <div
            key={n}
            {...gridCell(column + 3, {
              label: current === column ? label(model, row, column) : undefined,
              isSelected,
            })}
            id={cellId(index, column)}
            className={classes['cell']}
            data-row={index}
            data-column={column}
            data-incomplete={!cell.isComplete || undefined}
            data-current={current === column || undefined}
            style={{
              left: labelWidth + column * cellWidth,
              backgroundColor: background,
              color: text,
              ...(cell.isComplete ? {} : { '--stripe': stripe }),
            }}
          >
            {cellText(value, model.shown.measure)}
          </div>
        );
      })}
    </div>
  );
});

/** The head of a row that others only refer to: in short. */
function shortLabel(row: HeatmapRow): string {
  return `${rowName(row)}${row.isLeftCensored ? ', left-censored' : ''}`;
}

function label(model: HeatmapModel, row: HeatmapRow, column: number): string {
  const { title, lines } = describePlace(model, row, column);
  return [title, ...lines].join('. ');
}
