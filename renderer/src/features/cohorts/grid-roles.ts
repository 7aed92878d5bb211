// Roles of a grid whose rows and cells are placed one by one, because only those in view are drawn: no <table> can hold
// them. None of them takes the focus: the grid has it, and names its current cell. Places are 1-based, heads included.

export function gridRow(place: number, isSelected?: boolean) {
  return { role: 'row', 'aria-rowindex': place, 'aria-selected': isSelected } as const;
}

type Said = {
  /** Where there is more to say than what stands in the cell. */
  label?: string | undefined;
  /** Of the whole row, and said of each of its cells: the current one is all that is heard. */
  isSelected?: boolean | undefined;
};

export function gridCell(place: number, { label, isSelected }: Said = {}) {
  return {
    role: 'gridcell',
    'aria-colindex': place,
    'aria-label': label,
    'aria-selected': isSelected,
  } as const;
}

export function rowHeader(place: number, { label, isSelected }: Said) {
  return {
    role: 'rowheader',
    'aria-colindex': place,
    'aria-label': label,
    'aria-selected': isSelected,
  } as const;
}

export function columnHeader(place: number) {
  return { role: 'columnheader', 'aria-colindex': place } as const;
}
