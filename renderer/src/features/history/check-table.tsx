import { Group, Table, Text, Title } from '@mantine/core';
import { formatCount } from '../../../../shared/format/number.ts';
import { graver } from '../../../../shared/quality/gravity.ts';
import type { StoredCheck } from '../../../../shared/quality/stored-report.ts';
import { outputNames } from '../../../../shared/run/outputs.ts';
import { SaveCsvButton } from '../../components/save-csv-button.tsx';
import { StatusBadge } from '../../components/status-badge.tsx';
import type { TableData } from '../../lib/csv.ts';
import { measuredText } from '../../lib/measured-text.ts';
import { checkName } from './check-name.ts';

const maxRows = 200;

/** What each check said, the gravest first. */
export function CheckTable({ checks }: { checks: readonly StoredCheck[] }) {
  const ordered = checks.toSorted(graver);
  return (
    <section aria-label="Checks">
      <Group justify="space-between" mb={4}>
        <Title order={3} size="h6">
          Checks
        </Title>
        <SaveCsvButton name="Checks" table={() => tableOf(ordered)} />
      </Group>
      <Table.ScrollContainer
        minWidth={600}
        maxHeight={280}
        scrollAreaProps={{ viewportProps: { tabIndex: 0, role: 'group', 'aria-label': 'Checks, scrolls' } }}
      >
        <Table stickyHeader verticalSpacing={4} aria-label="Checks">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Check</Table.Th>
              <Table.Th>Status</Table.Th>
              <Table.Th ta="right">Measured</Table.Th>
              <Table.Th ta="right">Threshold</Table.Th>
              <Table.Th>Finding</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {ordered.slice(0, maxRows).map((check) => (
              <Table.Tr key={checkName(check)}>
                <Table.Td>{checkName(check)}</Table.Td>
                <Table.Td>
                  <StatusBadge status={check.status} />
                </Table.Td>
                <Table.Td ta="right" className="numeric" style={{ whiteSpace: 'nowrap' }}>
                  {measuredText(check.measured, check.unit)}
                </Table.Td>
                <Table.Td ta="right" className="numeric" style={{ whiteSpace: 'nowrap' }}>
                  {measuredText(check.threshold, check.unit)}
                </Table.Td>
                <Table.Td>
                  <Text size="sm">{check.message}</Text>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {ordered.length > maxRows && (
        <Text size="sm" c="dimmed">
          And {formatCount(ordered.length - maxRows, 'more result')}, none graver than these:
          {outputNames.report} has all.
        </Text>
      )}
    </section>
  );
}

function tableOf(checks: readonly StoredCheck[]): TableData {
  return {
    header: ['check', 'column', 'status', 'measured', 'threshold', 'unit', 'finding'],
    rows: checks.map(({ id, column, status, measured, threshold, unit, message }) => [
      id,
      column,
      status,
      measured,
      threshold,
      unit,
      message,
    ]),
  };
}
