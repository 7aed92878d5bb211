export type GridCell = { readonly row: number; readonly column: number };

type GridSize = { rows: number; columns: number; rowsInView: number };

/** Where a key leads from a cell, as in any grid (WAI-ARIA Authoring Practices); null where it leads nowhere. */
export function cellAfterKey(
  { row, column }: GridCell,
  { key, ctrlKey, metaKey }: { key: string; ctrlKey: boolean; metaKey: boolean },
  { rows, columns, rowsInView }: GridSize,
): GridCell | null {
  const isFar = ctrlKey || metaKey;
  const moved = (to: Partial<GridCell>): GridCell => ({
    row: Math.min(Math.max(0, to.row ?? row), Math.max(0, rows - 1)),
    column: Math.min(Math.max(0, to.column ?? column), columns - 1),
  });
  switch (key) {
    case 'ArrowUp':
      return moved({ row: row - 1 });
    case 'ArrowDown':
      return moved({ row: row + 1 });
    case 'ArrowLeft':
      return moved({ column: column - 1 });
    case 'ArrowRight':
      return moved({ column: column + 1 });
    case 'PageUp':
      return moved({ row: row - rowsInView });
    case 'PageDown':
      return moved({ row: row + rowsInView });
    case 'Home':
      return moved(isFar ? { row: 0, column: 0 } : { column: 0 });
    case 'End':
      return moved(isFar ? { row: rows - 1, column: columns - 1 } : { column: columns - 1 });
    default:
      return null;
  }
}
