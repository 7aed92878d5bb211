import type { HeatmapModel } from './heatmap-model.ts';

/** A cell by its row (0 is the average) and column (-1 is the head of the row). */
export type Place = { readonly row: number; readonly column: number };

const page = 10;

/** Where a key leads from a cell, within the cells there are; the same place where it leads nowhere. */
export function step(model: HeatmapModel, place: Place, key: string): Place {
  const { row, column } = place;
  const lastRow = model.rows.length - 1;
  const moves: Record<string, Place> = {
    ArrowRight: { row, column: column + 1 },
    ArrowLeft: { row, column: column - 1 },
    ArrowDown: { row: row + 1, column },
    ArrowUp: { row: row - 1, column },
    PageDown: { row: row + page, column },
    PageUp: { row: row - page, column },
    Home: { row, column: -1 },
    End: { row, column: Number.MAX_SAFE_INTEGER },
  };
  const wanted = moves[key] ?? place;
  const nextRow = Math.max(0, Math.min(lastRow, wanted.row));
  const cells = model.rows[nextRow]?.cells ?? [];
  const lastColumn = cells.findLastIndex((cell) => cell !== null);
  const nextColumn = Math.max(-1, Math.min(lastColumn, wanted.column));
  return nextRow === row && nextColumn === column ? place : { row: nextRow, column: nextColumn };
}

/** The cell that an element on screen belongs to. */
export function placeOf(target: EventTarget | null): Place | null {
  const cell = target instanceof Element ? target.closest('[data-row]') : null;
  if (!(cell instanceof HTMLElement)) return null;
  return { row: Number(cell.dataset['row']), column: Number(cell.dataset['column']) };
}
