/**
 * Colours of series, told apart in both themes and by colour-blind eyes: after Okabe and Ito, "Color Universal Design"
 * (2008), darkened or lightened where a theme needs 3:1 against its background. The CSS stands in app.css.
 */
const seriesColors = Array.from({ length: 8 }, (_, index) => `var(--series-${index + 1})`);

/** The colour of the n-th series, 0-based; they repeat after eight. */
export function seriesColor(index: number): string {
  return seriesColors[index % seriesColors.length] ?? 'currentColor';
}
