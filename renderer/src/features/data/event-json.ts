import type { EventColumn } from '../../../../shared/events/columns.ts';

/**
 * An event as JSON, indented, a column a line. Numbers keep all their digits, which a detour over numbers of JavaScript
 * would cost. @param withEmpty also columns without a value, as null
 */
export function eventJson(
  columns: readonly EventColumn[],
  cells: readonly (string | null)[],
  withEmpty: boolean,
): string {
  const lines = columns.flatMap((column, index) => {
    const cell = cells[index] ?? null;
    if (cell === null && !withEmpty) return [];
    return [`  ${JSON.stringify(column.name)}: ${cell === null ? 'null' : literal(column, cell)}`];
  });
  return `{\n${lines.join(',\n')}\n}`;
}

function literal({ name, type }: EventColumn, cell: string): string {
  // The rest is JSON already.
  if (name === 'prop__rest') return cell;
  return type === 'VARCHAR' || type === 'DATE' || type === 'TIMESTAMPTZ' ? JSON.stringify(cell) : cell;
}
