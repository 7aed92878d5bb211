/** The text of axes. */
export const axisText = { fill: 'var(--mantine-color-dimmed)', fontSize: 12 };

/** The box of a chart's tooltip. */
export const tooltipBox = {
  padding: '6px 10px',
  fontSize: 12,
  background: 'var(--mantine-color-body)',
  border: '1px solid var(--mantine-color-default-border)',
  borderRadius: 8,
};
