import { Button, Group, Paper, Stack, Text, TextInput } from '@mantine/core';
import type { DailyRow } from '../../../../shared/ipc/results.ts';
import type { DayRange } from '../../../../shared/metrics/kpis.ts';
import { clipRange, presetRange, presets, wholeRange } from './day-range.ts';
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
  const set = (change: Partial<DayRange>) => {
    const wanted = { ...range, ...change };
    // While a date is typed it may be none, or lie outside.
    const isDate = /^\d{4}-\d{2}-\d{2}$/.test(wanted.from) && /^\d{4}-\d{2}-\d{2}$/.test(wanted.to);
    const clipped = isDate ? clipRange(days, wanted) : null;
    if (clipped !== null) choose(clipped);
  };
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
            <TextInput
              type="date"
              size="xs"
              aria-label="First day"
              min={whole.from}
              max={range.to}
              value={range.from}
              onChange={(event) => set({ from: event.currentTarget.value })}
            />
            <Text size="sm" c="dimmed">
              to
            </Text>
            <TextInput
              type="date"
              size="xs"
              aria-label="Last day"
              min={range.from}
              max={whole.to}
              value={range.to}
              onChange={(event) => set({ to: event.currentTarget.value })}
            />
          </Group>
        </Group>
        <RangeBrush days={days} range={range} onChange={choose} />
      </Stack>
    </Paper>
  );
}
