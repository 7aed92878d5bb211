import { Table, Text } from '@mantine/core';
import { formatNumber, formatShare } from '../../../../shared/format/number.ts';
import { visibleLine } from '../../../../shared/format/visible-text.ts';
import type { Content } from '../../../../shared/ipc/dataset.ts';
import { LongTable } from '../../components/long-table.tsx';
import { Bar } from './bar.tsx';

type EventTypesProps = { types: Content['eventTypes']; events: number; isComplete: boolean };

/** Events per type, as bars beside the most frequent one. */
export function EventTypes({ types, events, isComplete }: EventTypesProps) {
  const most = types[0]?.events ?? 1;
  return (
    <>
      <LongTable
        label="Events by type"
        count={types.length}
        rowHeight={36}
        maxHeight={456}
        header={
          <>
            <Table.Th w="38%">Type</Table.Th>
            <Table.Th aria-label="Bar" />
            <Table.Th w={110} ta="right">
              Events
            </Table.Th>
            <Table.Th w={90} ta="right">
              Share
            </Table.Th>
          </>
        }
        row={(index) => {
          const type = types[index];
          if (type === undefined) return null;
          return (
            <>
              <Table.Td>
                <Text size="sm" truncate title={visibleLine(type.eventType)}>
                  {visibleLine(type.eventType)}
                </Text>
              </Table.Td>
              <Table.Td>
                <Bar share={type.events / most} />
              </Table.Td>
              <Table.Td ta="right" className="numeric">
                {formatNumber(type.events)}
              </Table.Td>
              <Table.Td ta="right" className="numeric">
                {formatShare(type.events / events)}
              </Table.Td>
            </>
          );
        }}
      />
      {!isComplete && (
        <Text size="sm" c="dimmed" px="md" py="xs">
          The most frequent {formatNumber(types.length)}; there are more.
        </Text>
      )}
    </>
  );
}
