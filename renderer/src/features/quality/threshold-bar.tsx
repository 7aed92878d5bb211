import { Group, Text } from '@mantine/core';
import { formatNumber, formatShare } from '../../../../shared/format/number.ts';
import { round } from '../../../../shared/format/round.ts';
import type { CheckResult } from '../../../../shared/quality/check-result.ts';
import { measuredText } from '../../lib/measured-text.ts';
import classes from './threshold-bar.module.css';
import { thresholdScale } from './threshold-scale.ts';

type ThresholdBarProps = {
  result: Pick<CheckResult, 'status' | 'measured' | 'threshold' | 'unit'>;
  /** On which side of the threshold a figure passes. */
  passes: 'at most' | 'at least';
};

/** What was measured as a bar, and the threshold as a tick, on one scale. */
export function ThresholdBar({ result: { status, measured, threshold, unit }, passes }: ThresholdBarProps) {
  if (measured === null || threshold === null)
    return (
      <Text size="xs" c="dimmed" className={classes['frame'] ?? ''}>
        Nothing to measure
      </Text>
    );
  const write = unit === 'share' ? formatShare : formatNumber;
  const { place, isLog } = thresholdScale(measured, threshold, unit);
  const percent = (value: number) => `${round(place(value) * 100, 3)}%`;
  return (
    <div className={classes['frame']} data-status={status}>
      <div
        className={classes['track']}
        role="img"
        aria-label={`${measuredText(measured, unit)} measured, ${passes} ${write(threshold)} passes`}
      >
        <div className={classes['fill']} style={{ width: percent(measured) }} />
        <div className={classes['tick']} style={{ left: percent(threshold) }} />
      </div>
      <Group justify="space-between" gap="xs" wrap="nowrap" mt={6}>
        <Text size="xs" fw={600} className="numeric">
          {measuredText(measured, unit)}
        </Text>
        <Text size="xs" c="dimmed" className="numeric">
          {passes} {write(threshold)}
          {isLog && ', log scale'}
        </Text>
      </Group>
    </div>
  );
}
