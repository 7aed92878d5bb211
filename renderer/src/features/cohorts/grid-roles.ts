// Roles of a grid whose rows and cells are placed one by one, because only those in view are drawn: no <table> can hold
// them. None of them takes the focus: the grid has it, and names its current cell. Places are 1-based, heads included.

export function gridRow(place: number) {
  return { role: 'row', 'aria-rowindex': place } as const;
}

/** @param label where there is more to say than what stands in the cell */
export function gridCell(place: number, label?: string) {
  return { role: 'gridcell', 'aria-colindex': place, 'aria-label': label } as const;
}

export function rowHeader(place: number, label: string) {
  return { role: 'rowheader', 'aria-colindex': place, 'aria-label': label } as const;
}

export function columnHeader(place: number) {
  return { role: 'columnheader', 'aria-colindex': place } as const;
}
