import { Button, Checkbox, Group, Popover, ScrollArea, Stack, Text, TextInput } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { useState } from 'react';
import type { EventColumn } from '../../../../shared/events/columns.ts';
import { formatNumber } from '../../../../shared/format/number.ts';
import { visibleLine } from '../../../../shared/format/visible-text.ts';
import { changeSettings } from '../../lib/settings.ts';

// More boxes than this help nobody: the search finds the others.
const maxListed = 200;

type ColumnChooserProps = { columns: readonly EventColumn[]; shown: readonly string[] };

/** Which columns the grid shows; remembered, also for other runs. */
export function ColumnChooser({ columns, shown }: ColumnChooserProps) {
  const [search, setSearch] = useState('');
  const found = columns.filter(({ name }) => name.toLowerCase().includes(search.toLowerCase()));
  const choose = (names: readonly string[]) => void changeSettings({ dataColumns: [...names] });
  return (
    <Popover width={320} position="bottom-end" shadow="md" trapFocus returnFocus withinPortal>
      <Popover.Target>
        <Button variant="default" size="xs" leftSection={<IconColumns3 size={16} aria-hidden />}>
          Columns ({formatNumber(shown.length)} of {formatNumber(columns.length)})
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Columns">
        <Stack gap="xs">
          <TextInput
            size="xs"
            aria-label="Search columns"
            placeholder="Search"
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
            data-autofocus
          />
          <ScrollArea.Autosize mah={320} viewportProps={{ tabIndex: 0 }}>
            <Stack gap={6} p={4}>
              {found.slice(0, maxListed).map(({ name }) => (
                <Checkbox
                  key={name}
                  size="xs"
                  label={visibleLine(name)}
                  checked={shown.includes(name)}
                  // A grid without columns shows nothing.
                  disabled={shown.length === 1 && shown.includes(name)}
                  onChange={() =>
                    choose(shown.includes(name) ? shown.filter((other) => other !== name) : [...shown, name])
                  }
                />
              ))}
              {found.length > maxListed && (
                <Text size="xs" c="dimmed">
                  And {found.length - maxListed} more: search for them.
                </Text>
              )}
            </Stack>
          </ScrollArea.Autosize>
          <Group gap="xs">
            <Button
              size="compact-xs"
              variant="default"
              onClick={() => choose(columns.map(({ name }) => name))}
            >
              All
            </Button>
            <Button
              size="compact-xs"
              variant="default"
              onClick={() => void changeSettings({ dataColumns: null })}
            >
              Usual
            </Button>
          </Group>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
