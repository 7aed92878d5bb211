import { Group, Text } from '@mantine/core';
import { formatNumber } from '../../../shared/format/number.ts';
import type { Reconciliation as Numbers } from '../../../shared/run/manifest.ts';

/** The five numbers, as the sum they are: every line of the input went somewhere. */
export function Reconciliation({ numbers }: { numbers: Numbers }) {
  const terms = [
    { sign: '', label: 'lines', value: numbers.lines },
    { sign: '=', label: 'cleaned', value: numbers.events_cleaned },
    { sign: '+', label: 'rejected', value: numbers.events_rejected },
    { sign: '+', label: 'duplicates', value: numbers.duplicates_removed },
    { sign: '+', label: 'blank', value: numbers.blank_lines },
  ];
  return (
    <Group gap="lg" align="flex-start" role="group" aria-label="Reconciliation">
      {terms.map(({ sign, label, value }) => (
        <Group key={label} gap="lg" wrap="nowrap" align="flex-start">
          {sign !== '' && (
            <Text fz={28} lh={1.2} c="dimmed" aria-hidden>
              {sign}
            </Text>
          )}
          <div>
            <Text fz={28} fw={650} lh={1.2} className="numeric" data-testid={`reconciliation-${label}`}>
              {formatNumber(value)}
            </Text>
            <Text size="sm" c="dimmed">
              {label}
            </Text>
          </div>
        </Group>
      ))}
    </Group>
  );
}
