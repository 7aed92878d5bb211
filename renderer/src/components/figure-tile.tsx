import { Group, Paper, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { FigureDefinition } from '../../../shared/metrics/figure-definition.ts';
import { Definition } from './definition.tsx';

type FigureTileProps = {
  label: string;
  /** Beside the label, such as the variant of the figure. */
  variant?: string;
  definition: FigureDefinition;
  sql?: string | undefined;
  children: ReactNode;
};

/** A key figure with its definition. */
export function FigureTile({ label, variant, definition, sql, children }: FigureTileProps) {
  return (
    <Paper withBorder p="sm" role="group" aria-label={label}>
      <Group gap={2} wrap="nowrap" justify="space-between">
        <Text size="sm" c="dimmed" fw={500} truncate>
          {label}
          {variant !== undefined && `, ${variant}`}
        </Text>
        <Definition of={definition} sql={sql} />
      </Group>
      {children}
    </Paper>
  );
}
