import { Checkbox, Table, Text, UnstyledButton } from '@mantine/core';
import { formatNumber } from '../../../../shared/format/number.ts';
import { formatBytes, formatRate, formatSeconds } from '../../../../shared/format/quantity.ts';
import type { HistoryEntry } from '../../../../shared/ipc/history.ts';
import { StatusBadge } from '../../components/status-badge.tsx';
import { formatExactInstant, noValue } from '../../lib/format.ts';
import { toggleDetails, toggleMark, useHistoryState } from './history-store.ts';
import classes from './run-cells.module.css';
import { durationOf } from './run-columns.tsx';
import { inputsText, runName } from './run-name.ts';
import { checkCountsText, stageText } from './verdict-text.ts';

/** A run in the table: its name opens the details. */
export function RunCells({ entry, tabIndex }: { entry: HistoryEntry; tabIndex: 0 | -1 }) {
  const { id, inputs, outcome, startedAt, result } = entry;
  const isOpen = useHistoryState(({ openId }) => openId === id);
  const isMarked = useHistoryState(({ marked }) => marked.includes(id));
  const seconds = durationOf(entry);
  const numbers = result?.reconciliation;
  return (
    <>
      <Table.Td>
        {result !== null && (
          <Checkbox
            size="xs"
            aria-label={`Compare ${runName(entry)}`}
            tabIndex={tabIndex}
            checked={isMarked}
            onChange={() => toggleMark(id)}
          />
        )}
      </Table.Td>
      <Table.Td>
        <UnstyledButton
          className={classes['name'] ?? ''}
          aria-expanded={isOpen}
          tabIndex={tabIndex}
          title={inputs.slice(0, 20).join('\n')}
          onClick={() => toggleDetails(id)}
        >
          <Text size="sm" fw={550} truncate>
            {inputsText(inputs)}
          </Text>
          <Text size="xs" c="dimmed" truncate>
            {formatExactInstant(startedAt)}
          </Text>
        </UnstyledButton>
      </Table.Td>
      <Table.Td>
        <StatusBadge status={outcome} />
        <Text size="xs" c="dimmed" mt={2}>
          {result === null ? stageText(entry) : checkCountsText(result.checks)}
        </Text>
      </Table.Td>
      <Figure value={numbers?.lines} />
      <Figure value={numbers?.events_cleaned} />
      <Figure value={numbers?.events_rejected} />
      <Figure value={numbers?.duplicates_removed} />
      <Figure value={numbers?.blank_lines} />
      <Table.Td className={`${classes['figure']} numeric`}>
        {seconds === null ? noValue : formatSeconds(seconds)}
        {result !== null && (
          <Text size="xs" c="dimmed">
            {formatRate(result.linesPerSecond, 'lines')}
          </Text>
        )}
      </Table.Td>
      <Table.Td className={`${classes['figure']} numeric`}>
        {result === null ? noValue : formatBytes(result.sizeBytes)}
      </Table.Td>
    </>
  );
}

function Figure({ value }: { value: number | undefined }) {
  return (
    <Table.Td className={`${classes['figure']} numeric`}>
      {value === undefined ? noValue : formatNumber(value)}
    </Table.Td>
  );
}
