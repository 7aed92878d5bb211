import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import type { DailyRow } from '../../../../shared/ipc/results.ts';
import type { DayRange } from '../../../../shared/metrics/kpis.ts';
import { DateField } from './date-field.tsx';
import { presetRange, presets, wholeRange } from './day-range.ts';
import { RangeBrush } from './range-brush.tsx';
import { chooseRange } from './range-store.ts';

type RangeBarProps = { runId: string; days: readonly DailyRow[]; range: DayRange };

/** The span that all charts and the table show: by preset, by date, or brushed over the whole of the data. */
export function RangeBar({ runId, days, range }: RangeBarProps) {
  const whole = wholeRange(days);
  const choose = (chosen: DayRange) => chooseRange(runId, chosen);
  const choices = [
    ...presets.map((length) => ({ label: `${length} days`, span: presetRange(days, length) })),
    { label: 'All', span: whole },
  ];
  return (
    <Paper withBorder p="sm" component="section" aria-label="Days shown">
      <Stack gap="xs">
        <Group justify="space-between">
          <Button.Group aria-label="Spans">
            {choices.map(({ label, span }) => {
              const isChosen = span !== null && span.from === range.from && span.to === range.to;
              return (
                <Button
                  key={label}
                  size="xs"
                  variant={isChosen ? 'filled' : 'default'}
                  aria-pressed={isChosen}
                  disabled={span === null}
                  onClick={() => span !== null && choose(span)}
                >
                  {label}
                </Button>
              );
            })}
          </Button.Group>
          <Group gap="xs" wrap="nowrap">
            <DateField
              label="First day"
              value={range.from}
              min={whole.from}
              max={range.to}
              onChange={(from) => choose({ ...range, from })}
            />
            <Text size="sm" c="dimmed">
              to
            </Text>
            <DateField
              label="Last day"
              value={range.to}
              min={range.from}
              max={whole.to}
              onChange={(to) => choose({ ...range, to })}
            />
          </Group>
        </Group>
        <RangeBrush days={days} range={range} onChange={choose} />
      </Stack>
    </Paper>
  );
}
