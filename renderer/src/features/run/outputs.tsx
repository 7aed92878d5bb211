import { Table } from '@mantine/core';
import { formatNumber } from '../../../../shared/format/number.ts';
import { formatBytes } from '../../../../shared/format/quantity.ts';
import type { FinishedRun } from '../../../../shared/ipc/schemas.ts';

/** The files a run wrote. */
export function Outputs({ outputs }: { outputs: FinishedRun['manifest']['outputs'] }) {
  return (
    <Table mt="md" verticalSpacing={6} aria-label="Outputs">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Output</Table.Th>
          <Table.Th ta="right">Rows</Table.Th>
          <Table.Th ta="right">Size</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {outputs.map(({ name, rows, size_bytes }) => (
          <Table.Tr key={name}>
            <Table.Td>{name}</Table.Td>
            <Table.Td ta="right" className="numeric">
              {rows === null ? '' : formatNumber(rows)}
            </Table.Td>
            <Table.Td ta="right" className="numeric">
              {formatBytes(size_bytes)}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
