import { Badge, Table, Text } from '@mantine/core';
import type { ProblemLine } from '../../../../shared/ipc/dataset.ts';
import { LongTable } from '../../components/long-table.tsx';
import { baseName } from '../../lib/paths.ts';

/** Lines that are no events, or repeat one: where, why, and how they begin. */
export function ProblemLines({ lines }: { lines: readonly ProblemLine[] }) {
  return (
    <LongTable
      label="Lines with problems"
      count={lines.length}
      rowHeight={48}
      maxHeight={276}
      minWidth={860}
      header={
        <>
          <Table.Th w={230}>Place</Table.Th>
          <Table.Th w={190}>Reason</Table.Th>
          <Table.Th>What is wrong, and how the line begins</Table.Th>
        </>
      }
      row={(index) => {
        const line = lines[index];
        return line === undefined ? null : <ProblemCells problem={line} />;
      }}
    />
  );
}

function ProblemCells({ problem: { path, line, reason, detail, text } }: { problem: ProblemLine }) {
  return (
    <>
      <Table.Td title={path}>
        <Text size="sm" truncate className="numeric">
          {baseName(path)}:{line}
        </Text>
      </Table.Td>
      <Table.Td>
        <Badge color={reason === 'duplicate_event_id' ? 'yellow' : 'red'} variant="light" tt="none">
          {reason}
        </Badge>
      </Table.Td>
      <Table.Td>
        <Text size="sm" truncate title={detail ?? ''}>
          {detail}
        </Text>
        <Text size="xs" c="dimmed" ff="monospace" truncate title={text}>
          {text}
        </Text>
      </Table.Td>
    </>
  );
}
