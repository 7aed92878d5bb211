import type { ColumnType, EventColumn } from '../../../../shared/events/columns.ts';

// A page of hundreds of columns takes longer than anyone reads; the chooser has the others.
const usualColumns = 40;

/** The columns to show: those chosen that the run has, in the order of the file; else the first of it. */
export function shownColumns(
  columns: readonly EventColumn[],
  chosen: readonly string[] | null,
): EventColumn[] {
  const wanted = new Set(chosen ?? []);
  const shown = columns.filter(({ name }) => wanted.has(name));
  return shown.length > 0 ? shown : columns.slice(0, usualColumns);
}

const widths: Readonly<Record<ColumnType, number>> = {
  VARCHAR: 170,
  BIGINT: 130,
  DOUBLE: 130,
  BOOLEAN: 110,
  TINYINT: 90,
  DATE: 110,
  TIMESTAMPTZ: 240,
};

/** A width in pixels that holds the usual value and the name with its buttons. */
export function columnWidth({ name, type }: EventColumn): number {
  const wide = name === 'source_file' || name === 'event_id' ? 250 : widths[type];
  return Math.min(320, Math.max(wide, name.length * 8 + 84));
}

/** Whether values stand at the right, as figures do. */
export function isFigure(type: ColumnType): boolean {
  return type === 'BIGINT' || type === 'DOUBLE' || type === 'TINYINT';
}
