import { Group, Table, Text } from '@mantine/core';
import { formatNumber } from '../../../../shared/format/number.ts';
import type { SampleRow } from '../../../../shared/quality/measurement.ts';
import { SaveCsvButton } from '../../components/save-csv-button.tsx';
import { baseName } from '../../lib/paths.ts';

/** Rows that show a finding, with their places in the input. */
export function SampleTable({ label, rows }: { label: string; rows: readonly SampleRow[] }) {
  return (
    <>
      <Table.ScrollContainer
        minWidth={560}
        maxHeight={300}
        scrollAreaProps={{
          viewportProps: { tabIndex: 0, role: 'group', 'aria-label': `Sample rows: ${label}, scrolls` },
        }}
      >
        <Table aria-label={`Sample rows: ${label}`} stickyHeader verticalSpacing={4} fz="xs" layout="fixed">
          <Table.Thead>
            <Table.Tr>
              <Table.Th w="26%">File</Table.Th>
              <Table.Th w={90} ta="right">
                Line
              </Table.Th>
              <Table.Th w="26%">Event</Table.Th>
              <Table.Th>Detail</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ file, line, event_id, detail }) => (
              <Table.Tr key={`${file}:${line}`}>
                <Table.Td title={file}>
                  <Text size="xs" truncate>
                    {baseName(file)}
                  </Text>
                </Table.Td>
                <Table.Td ta="right" className="numeric">
                  {formatNumber(line)}
                </Table.Td>
                <Table.Td>
                  <Text size="xs" ff="monospace" truncate title={event_id ?? undefined}>
                    {event_id ?? '–'}
                  </Text>
                </Table.Td>
                <Table.Td style={{ overflowWrap: 'anywhere' }}>{detail}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Group justify="flex-end" mt={4}>
        <SaveCsvButton
          name={`Sample rows of ${label}`}
          table={() => ({
            header: ['file', 'line', 'event_id', 'detail'],
            rows: rows.map(({ file, line, event_id, detail }) => [file, line, event_id, detail]),
          })}
        />
      </Group>
    </>
  );
}
