import { Group, Text, useComputedColorScheme } from '@mantine/core';
import { leftCensoredReason } from '../../../../shared/metrics/cohort-views.ts';
import { cellColors } from './color-scale.ts';
import { cellText } from './figures.ts';
import classes from './heatmap.module.css';
import type { HeatmapModel } from './heatmap-model.ts';

const steps = Array.from({ length: 9 }, (_, index) => index / 8);

/** What the colours, the hatch and the mark mean. */
export function HeatmapLegend({ model }: { model: HeatmapModel }) {
  const scheme = useComputedColorScheme('light');
  const colors = steps.map((share) => cellColors(share, scheme).background);
  const hatched = cellColors(0.5, scheme);
  const hasCensored = model.rows.some((row) => row.isLeftCensored);
  return (
    <Group gap="lg" mt="sm">
      <Group gap={6} wrap="nowrap">
        <Text size="xs">{cellText(0, model.shown.measure)}</Text>
        <span
          aria-hidden
          className={classes['gradient']}
          style={{ background: `linear-gradient(to right, ${colors.join(', ')})` }}
        />
        <Text size="xs">{scaleEndText(model)}</Text>
      </Group>
      <Group gap={6} wrap="nowrap">
        <span
          aria-hidden
          className={classes['hatch']}
          style={{ backgroundColor: hatched.background, ...{ '--stripe': hatched.stripe } }}
        />
        <Text size="xs">not over in the data</Text>
      </Group>
      {hasCensored && (
        <Text size="xs" flex="1 1 300px">
          ◂ left-censored: {leftCensoredReason}
        </Text>
      )}
    </Group>
  );
}

/** What the far end of the colour scale stands for, in words. */
export function scaleEndText({ rows, columns, scale, shown }: HeatmapModel): string {
  if (scale === 'row') return 'highest of the row';
  const end = cellText(rows[0]?.end ?? 0, shown.measure);
  const isWhole = shown.measure === 'share' && rows[0]?.end === 1;
  return shown.measure !== 'ltv' && !isWhole && columns.includes(0) ? `${end} and more` : end;
}
