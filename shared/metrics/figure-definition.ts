/** What a figure says of itself, on every screen and in every report. */
export type FigureDefinition = {
  readonly label: string;
  readonly meaning: string;
  readonly formula: string;
};
