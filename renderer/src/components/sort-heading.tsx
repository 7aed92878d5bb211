import { Group, Table, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';

type SortHeadingProps = {
  label: string;
  /** How the table is sorted by this column. */
  direction: 'ascending' | 'descending' | 'none';
  onSort: () => void;
  align?: 'left' | 'right';
  /** Any CSS width; without one, a share of what is left. */
  width?: number | string;
  /** Beside the label, such as its definition. */
  aside?: ReactNode;
  /** Below the label, such as a filter. */
  children?: ReactNode;
};

/** The head of a column that sorts its table. */
export function SortHeading(props: SortHeadingProps) {
  const { label, direction, onSort, align = 'left', width, aside, children } = props;
  return (
    <Table.Th aria-label={label} aria-sort={direction} w={width} style={{ verticalAlign: 'top' }}>
      <Group gap={2} h={36} wrap="nowrap" justify={align === 'right' ? 'flex-end' : 'flex-start'}>
        <UnstyledButton fz="inherit" fw={600} onClick={onSort}>
          <Group gap={2} wrap="nowrap">
            {label}
            {direction === 'ascending' && <IconArrowUp size={14} aria-hidden />}
            {direction === 'descending' && <IconArrowDown size={14} aria-hidden />}
          </Group>
        </UnstyledButton>
        {aside}
      </Group>
      {children}
    </Table.Th>
  );
}
