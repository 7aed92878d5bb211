import { ActionIcon, Button, NativeSelect, Popover, Stack, TagsInput, TextInput } from '@mantine/core';
import { IconFilter, IconFilterFilled } from '@tabler/icons-react';
import { useState } from 'react';
import type { EventColumn } from '../../../../shared/events/columns.ts';
import { operatorLabels, operatorsFor } from '../../../../shared/events/filters.ts';
import { addFilter } from './data-store.ts';
import { buildFilter, type FilterDraft } from './filter-draft.ts';

type FilterPopoverProps = { column: EventColumn; isFiltered: boolean; tabIndex: 0 | -1 };

/** The way to a filter on a column. */
export function FilterPopover({ column, isFiltered, tabIndex }: FilterPopoverProps) {
  const [isOpen, setIsOpen] = useState(false);
  const Icon = isFiltered ? IconFilterFilled : IconFilter;
  return (
    <Popover
      opened={isOpen}
      onChange={setIsOpen}
      width={300}
      position="bottom-start"
      shadow="md"
      trapFocus
      returnFocus
      withinPortal
    >
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color={isFiltered ? 'indigo' : 'gray'}
          size="sm"
          aria-label={`Filter ${column.name}`}
          tabIndex={tabIndex}
          onClick={() => setIsOpen(!isOpen)}
        >
          <Icon size={15} stroke={1.75} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={`Filter ${column.name}`}>
        <FilterForm column={column} onDone={() => setIsOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

function FilterForm({ column, onDone }: { column: EventColumn; onDone: () => void }) {
  const operators = operatorsFor(column.type);
  const [draft, setDraft] = useState<FilterDraft>({
    operator: 'equals',
    value: column.type === 'BOOLEAN' ? 'true' : '',
    to: '',
    values: [],
  });
  const [problem, setProblem] = useState<string | null>(null);
  const change = (part: Partial<FilterDraft>) => {
    setDraft({ ...draft, ...part });
    setProblem(null);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const filter = buildFilter(column, draft);
        if ('problem' in filter) {
          setProblem(filter.problem);
          return;
        }
        addFilter(filter);
        onDone();
      }}
    >
      <Stack gap="xs">
        <NativeSelect
          label={column.name}
          data={operators.map((operator) => ({ value: operator, label: operatorLabels[operator] }))}
          value={draft.operator}
          onChange={({ currentTarget: { value } }) =>
            change({ operator: operators.find((operator) => operator === value) ?? 'equals' })
          }
        />
        <ValueInputs column={column} draft={draft} problem={problem} onChange={change} />
        <Button type="submit" size="compact-md">
          Add filter
        </Button>
      </Stack>
    </form>
  );
}

type ValueInputsProps = {
  column: EventColumn;
  draft: FilterDraft;
  problem: string | null;
  onChange: (part: Partial<FilterDraft>) => void;
};

function ValueInputs({ column, draft, problem, onChange }: ValueInputsProps) {
  if (draft.operator === 'is_null' || draft.operator === 'is_not_null') return null;
  if (draft.operator === 'one_of')
    return (
      <TagsInput
        aria-label="Values"
        placeholder="Enter after each value"
        value={[...draft.values]}
        error={problem}
        acceptValueOnBlur
        splitChars={[]}
        onChange={(values) => onChange({ values })}
      />
    );
  if (column.type === 'BOOLEAN')
    return (
      <NativeSelect
        aria-label="Value"
        data={['true', 'false']}
        value={draft.value}
        onChange={(event) => onChange({ value: event.currentTarget.value })}
      />
    );
  const placeholder = placeholders[column.type];
  return (
    <>
      <TextInput
        aria-label={draft.operator === 'between' ? 'From' : 'Value'}
        placeholder={placeholder}
        value={draft.value}
        error={problem}
        data-autofocus
        onChange={(event) => onChange({ value: event.currentTarget.value })}
      />
      {draft.operator === 'between' && (
        <TextInput
          aria-label="To"
          placeholder={placeholder}
          value={draft.to}
          onChange={(event) => onChange({ to: event.currentTarget.value })}
        />
      )}
    </>
  );
}

const placeholders = {
  VARCHAR: 'Text, upper and lower case differ',
  BIGINT: '12',
  TINYINT: '12',
  DOUBLE: '4.99',
  DATE: '2024-01-31',
  TIMESTAMPTZ: '2024-01-31 14:30:00',
} as const;
