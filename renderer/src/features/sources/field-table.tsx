import { Table, Text } from '@mantine/core';
import { formatEstimate, formatNumber, formatShare } from '../../../../shared/format/number.ts';
import { visibleLine } from '../../../../shared/format/visible-text.ts';
import type { Field } from '../../../../shared/ipc/dataset.ts';
import { LongTable } from '../../components/long-table.tsx';
import { Bar } from './bar.tsx';
import { DistributionChart, Note } from './distribution-chart.tsx';

const typeNames = {
  VARCHAR: 'Text',
  BIGINT: 'Integer',
  DOUBLE: 'Decimal',
  BOOLEAN: 'Boolean',
  TIMESTAMPTZ: 'Time',
} as const satisfies Record<Field['type'], string>;

/** Every field: its type over all lines, how often it is null, how many different values it has, how they are spread. */
export function FieldTable({ fields, events }: { fields: readonly Field[]; events: number }) {
  return (
    <LongTable
      label="Fields of the events"
      count={fields.length}
      rowHeight={56}
      maxHeight={456}
      minWidth={680}
      header={
        <>
          <Table.Th>Field</Table.Th>
          <Table.Th w={118}>Type</Table.Th>
          <Table.Th w={110}>Null</Table.Th>
          <Table.Th w={110} ta="right">
            Distinct
          </Table.Th>
          <Table.Th w={236}>Values</Table.Th>
        </>
      }
      row={(index) => {
        const field = fields[index];
        return field === undefined ? null : <FieldCells field={field} events={events} />;
      }}
    />
  );
}

function FieldCells({ field, events }: { field: Field; events: number }) {
  const { key, type, nulls, distinct, isDistinctExact, distribution } = field;
  const isText = type === 'VARCHAR';
  const areAllDifferent = isText && isDistinctExact && distinct > 1 && distinct === events - nulls;
  return (
    <>
      <Table.Td>
        <Text size="sm" fw={550} truncate title={visibleLine(key)}>
          {visibleLine(key)}
        </Text>
      </Table.Td>
      <Table.Td>{typeNames[type]}</Table.Td>
      <Table.Td className="numeric">
        <Text size="sm">{formatShare(nulls / events)}</Text>
        <Bar share={nulls / events} kind="nulls" />
      </Table.Td>
      <Table.Td ta="right" className="numeric">
        {isDistinctExact ? formatNumber(distinct) : formatEstimate(distinct)}
      </Table.Td>
      <Table.Td>
        {areAllDifferent ? (
          <Note>All different</Note>
        ) : (
          <DistributionChart distribution={distribution} type={type} hasValues={distinct > 0} />
        )}
      </Table.Td>
    </>
  );
}
