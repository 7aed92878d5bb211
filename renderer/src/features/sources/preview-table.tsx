import { Badge } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { formatNumber } from '../../../../shared/format/number.ts';
import { visibleLine, visibleText } from '../../../../shared/format/visible-text.ts';
import type { Field, PreviewRow } from '../../../../shared/ipc/dataset.ts';
import { baseName } from '../../lib/paths.ts';
import classes from './preview-table.module.css';

const columnWidth = 190;
const placeWidth = 84;
const filePlaceWidth = 230;

/** The first lines: events with a column a field, and what is no event with its reason. Only columns in view are drawn. */
export function PreviewTable({ rows, fields }: { rows: readonly PreviewRow[]; fields: readonly Field[] }) {
  const frame = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: fields.length,
    horizontal: true,
    getScrollElement: () => frame.current,
    estimateSize: () => columnWidth,
    overscan: 4,
  });
  const columns = virtualizer.getVirtualItems();
  const before = columns[0]?.start ?? 0;
  const after = virtualizer.getTotalSize() - (columns.at(-1)?.end ?? 0);
  const hasSeveralFiles = new Set(rows.map(({ path }) => path)).size > 1;
  const width = hasSeveralFiles ? filePlaceWidth : placeWidth;
  return (
    <section
      ref={frame}
      className={classes['frame']}
      aria-label="First lines"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
      tabIndex={0}
    >
      <table
        className={classes['table']}
        style={{ width: width + virtualizer.getTotalSize() }}
        aria-label="First events"
        aria-colcount={fields.length + 1}
      >
        <thead>
          <tr>
            <th className={classes['place']} style={{ width }}>
              Line
            </th>
            {before > 0 && <td style={{ width: before }} />}
            {columns.map(({ index }) => (
              <th key={index} style={{ width: columnWidth }} aria-colindex={index + 2}>
                {visibleLine(fields[index]?.key ?? '')}
              </th>
            ))}
            {after > 0 && <td style={{ width: after }} />}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.path}:${row.line}`}>
              <th scope="row" className={`${classes['place']} numeric`} title={row.path}>
                {hasSeveralFiles && `${baseName(row.path)}:`}
                {formatNumber(row.line)}
              </th>
              {row.kind === 'problem' ? (
                <td colSpan={columns.length + 2}>
                  <Problem row={row} left={width + 12} />
                </td>
              ) : (
                <>
                  {before > 0 && <td />}
                  {columns.map(({ index }) => (
                    <Value key={index} value={row.values[index] ?? null} />
                  ))}
                  {after > 0 && <td />}
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Value({ value }: { value: string | null }) {
  return value === null ? <td data-null>null</td> : <td title={visibleText(value)}>{visibleText(value)}</td>;
}

function Problem({ row, left }: { row: Extract<PreviewRow, { kind: 'problem' }>; left: number }) {
  return (
    <span
      className={classes['problem']}
      style={{ left }}
      title={[row.detail, row.text].filter(Boolean).join('\n')}
    >
      <Badge color="red" variant="light" tt="none" style={{ flexShrink: 0 }}>
        {row.reason}
      </Badge>
      <code>{visibleText(row.text)}</code>
    </span>
  );
}
