// Sizes of the heatmap in CSS pixels; heatmap.module.css has the same.
export const cellWidth = 54;
export const rowHeight = 26;
export const averageHeight = 30;
/** The head of a row: the cohort and its size. */
export const labelWidth = 196;
