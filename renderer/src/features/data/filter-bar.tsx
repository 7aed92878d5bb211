import { Button, Group, Pill, Text } from '@mantine/core';
import type { Ref } from 'react';
import type { EventFilter } from '../../../../shared/events/filters.ts';
import { clearFilters, removeFilter } from './data-store.ts';
import { filterText } from './filter-draft.ts';

/** The filters in force; all of them have to hold. */
export function FilterBar({ filters, ref }: { filters: readonly EventFilter[]; ref: Ref<HTMLDivElement> }) {
  return (
    // As high with filters as without: the grid stays where it is.
    <Group gap="xs" mih={28} role="group" aria-label="Filters" ref={ref} tabIndex={-1}>
      {filters.length === 0 ? (
        <Text size="sm" c="dimmed">
          No filters: the funnel beside a column's name adds one.
        </Text>
      ) : (
        <>
          {filters.map((filter) => (
            <Pill
              key={JSON.stringify(filter)}
              size="md"
              maw={420}
              title={filterText(filter)}
              withRemoveButton
              removeButtonProps={{
                'aria-label': `Remove filter ${filterText(filter)}`,
                tabIndex: 0,
                'aria-hidden': false,
              }}
              onRemove={() => removeFilter(filter)}
            >
              {filterText(filter)}
            </Pill>
          ))}
          <Button variant="subtle" size="compact-xs" onClick={clearFilters}>
            Clear all
          </Button>
        </>
      )}
    </Group>
  );
}
