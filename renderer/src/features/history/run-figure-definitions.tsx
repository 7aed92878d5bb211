import { Group, Text } from '@mantine/core';
import { type RunFigure, runFigures } from '../../../../shared/metrics/run-figures.ts';
import { Definition } from '../../components/definition.tsx';

const { lines, cleaned, rejected, duplicates, blank, duration, throughput, size } = runFigures;
const shown: readonly RunFigure[] = [lines, cleaned, rejected, duplicates, blank, duration, throughput, size];

/** What the figures of the table of runs say: its many columns leave no room for that in their heads. */
export function RunFigureDefinitions() {
  return (
    <Group gap="md" role="group" aria-label="What the figures say">
      {shown.map((figure) => (
        <Group key={figure.label} gap={2} wrap="nowrap">
          <Text size="sm" c="dimmed">
            {figure.label}
          </Text>
          <Definition of={figure} sql={figure.sql} />
        </Group>
      ))}
    </Group>
  );
}
