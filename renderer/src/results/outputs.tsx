import { Group, Table } from '@mantine/core';
import { formatNumber } from '../../../shared/format/number.ts';
import { formatBytes } from '../../../shared/format/quantity.ts';
import type { FinishedRun } from '../../../shared/ipc/schemas.ts';
import { runFigures } from '../../../shared/metrics/run-figures.ts';
import { Definition } from '../components/definition.tsx';
import { SaveCsvButton } from '../components/save-csv-button.tsx';

/** The files a run wrote. */
export function Outputs({ outputs }: { outputs: FinishedRun['manifest']['outputs'] }) {
  return (
    <section aria-label="Outputs">
      <Table mt="md" mb="xs" verticalSpacing={6} aria-label="Outputs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Output</Table.Th>
            <Table.Th>
              <Group gap={2} wrap="nowrap" justify="flex-end">
                Rows <Definition of={runFigures.outputRows} sql={runFigures.outputRows.sql} />
              </Group>
            </Table.Th>
            <Table.Th>
              <Group gap={2} wrap="nowrap" justify="flex-end">
                Size <Definition of={runFigures.outputSize} />
              </Group>
            </Table.Th>
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
      <SaveCsvButton
        name="Outputs"
        table={() => ({
          header: ['output', 'rows', 'size_bytes', 'sha256'],
          rows: outputs.map(({ name, rows, size_bytes, sha256 }) => [name, rows, size_bytes, sha256]),
        })}
      />
    </section>
  );
}
