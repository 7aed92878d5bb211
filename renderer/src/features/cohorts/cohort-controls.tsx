import { Group, Input, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import type { Period } from '../../../../shared/metrics/periods.ts';
import {
  type ColorScale,
  choosePeriod,
  type Measure,
  typeColumns,
  useCohortView,
} from './cohort-view-store.ts';
import type { Columns } from './columns.ts';
import { periodNames } from './period-text.ts';

type ControlsProps = {
  columns: Columns;
  measure: Measure;
  /** Why there is no revenue; null where there is. */
  noRevenue: string | null;
};

const examples: Record<Period, string> = { day: '0,1,3,7,14,30', week: '0-4,8,12', month: '0-3,6,12' };

/** How the cohorts are gathered, counted and coloured. */
export function CohortControls({ columns, measure, noRevenue }: ControlsProps) {
  const view = useCohortView();
  return (
    <div>
      <Group gap="md" align="flex-end">
        <Choice<Period>
          label="Cohorts by"
          value={view.period}
          onChange={choosePeriod}
          data={[
            { value: 'day', label: 'Day' },
            { value: 'week', label: 'Week' },
            { value: 'month', label: 'Month' },
          ]}
        />
        <Choice<Measure>
          label="Show"
          value={measure}
          onChange={(chosen) => useCohortView.setState({ measure: chosen })}
          data={[
            { value: 'share', label: 'Share' },
            { value: 'count', label: 'Count' },
            { value: 'ltv', label: 'Revenue per player', disabled: noRevenue !== null },
          ]}
        />
        <Choice<'classic' | 'rolling'>
          label="Retention"
          value={view.isRolling ? 'rolling' : 'classic'}
          onChange={(kind) => useCohortView.setState({ isRolling: kind === 'rolling' })}
          data={[
            { value: 'classic', label: 'Classic' },
            { value: 'rolling', label: 'Rolling' },
          ]}
        />
        <Choice<ColorScale>
          label="Colors"
          value={view.scale}
          onChange={(scale) => useCohortView.setState({ scale })}
          data={[
            { value: 'absolute', label: 'Absolute' },
            { value: 'row', label: 'Per row' },
          ]}
        />
        <TextInput
          label={`${periodNames[view.period]} columns`}
          placeholder={`All, or ${examples[view.period]}`}
          size="xs"
          w={170}
          value={view.columns[view.period]}
          error={!columns.ok}
          aria-describedby="cohort-columns-fault"
          onChange={({ currentTarget }) => typeColumns(view.period, currentTarget.value)}
        />
      </Group>
      <Text size="xs" mt={6} mih={18} id="cohort-columns-fault" role="status">
        {columns.ok ? noRevenue : `${columns.message} All columns are shown.`}
      </Text>
    </div>
  );
}

type ChoiceProps<Value extends string> = {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  data: { value: Value; label: string; disabled?: boolean }[];
};

function Choice<Value extends string>({ label, value, onChange, data }: ChoiceProps<Value>) {
  return (
    <Stack gap={2}>
      <Input.Label component="div" size="xs">
        {label}
      </Input.Label>
      <SegmentedControl size="xs" aria-label={label} value={value} onChange={onChange} data={data} />
    </Stack>
  );
}
