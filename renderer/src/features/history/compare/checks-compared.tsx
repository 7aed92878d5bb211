import { Badge, Group, Paper, Table, Text, Title } from '@mantine/core';
import { formatCount } from '../../../../../shared/format/number.ts';
import { visibleLine } from '../../../../../shared/format/visible-text.ts';
import type { StoredCheck } from '../../../../../shared/quality/stored-report.ts';
import { SaveCsvButton } from '../../../components/save-csv-button.tsx';
import { StatusBadge } from '../../../components/status-badge.tsx';
import type { TableData } from '../../../lib/csv.ts';
import { noValue } from '../../../lib/format.ts';
import { measuredText } from '../../../lib/measured-text.ts';
import { type CheckPair, pairChecks } from './pair-checks.ts';

const maxRows = 200;

type Checks = readonly StoredCheck[];

/** The checks of two runs, with those marked whose status changed. */
export function ChecksCompared({ a, b }: { a: Checks; b: Checks }) {
  const pairs = pairChecks(a, b);
  const changed = pairs.filter(({ isChanged }) => isChanged).length;
  return (
    <Paper withBorder p="md" component="section" aria-label="Checks compared">
      <Group gap="sm" mb={4}>
        <Title order={2} size="h5">
          Checks
        </Title>
        <Text size="sm" c="dimmed">
          {changed === 0
            ? 'No status changed.'
            : `${formatCount(changed, 'status').replace(/statuss$/, 'statuses')} changed.`}
        </Text>
        <div style={{ marginLeft: 'auto' }}>
          <SaveCsvButton name="Checks compared" table={() => checksTable(pairs)} />
        </div>
      </Group>
      <Table.ScrollContainer
        minWidth={860}
        maxHeight={360}
        scrollAreaProps={{
          viewportProps: { tabIndex: 0, role: 'group', 'aria-label': 'Checks compared, scrolls' },
        }}
      >
        <Table stickyHeader verticalSpacing={4} aria-label="Checks compared" className="numeric">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Check</Table.Th>
              <Table.Th>Change</Table.Th>
              <Table.Th>A</Table.Th>
              <Table.Th ta="right">Measured in A</Table.Th>
              <Table.Th ta="right">Threshold in A</Table.Th>
              <Table.Th>B</Table.Th>
              <Table.Th ta="right">Measured in B</Table.Th>
              <Table.Th ta="right">Threshold in B</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {pairs.slice(0, maxRows).map((pair) => (
              <Table.Tr key={pair.name}>
                <Table.Td>{visibleLine(pair.name)}</Table.Td>
                <Table.Td>
                  {pair.isChanged && (
                    <Badge variant="outline" tt="none" miw="max-content">
                      Changed
                    </Badge>
                  )}
                </Table.Td>
                <Side check={pair.a} />
                <Side check={pair.b} />
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {pairs.length > maxRows && (
        <Text size="sm" c="dimmed">
          The first {maxRows} of {formatCount(pairs.length, 'check')}; what changed comes first.
        </Text>
      )}
    </Paper>
  );
}

function checksTable(pairs: readonly CheckPair[]): TableData {
  const sides = ['a', 'b'] as const;
  return {
    header: [
      'check',
      'column',
      ...sides.flatMap((side) => [`status_${side}`, `measured_${side}`, `threshold_${side}`]),
    ],
    rows: pairs.map((pair) => [
      (pair.a ?? pair.b)?.id ?? null,
      (pair.a ?? pair.b)?.column ?? null,
      ...sides.flatMap((side) => {
        const check = pair[side];
        return [check?.status ?? null, check?.measured ?? null, check?.threshold ?? null];
      }),
    ]),
  };
}

function Side({ check }: { check: StoredCheck | null }) {
  return (
    <>
      <Table.Td>{check === null ? noValue : <StatusBadge status={check.status} />}</Table.Td>
      <Table.Td ta="right">{check === null ? noValue : measuredText(check.measured, check.unit)}</Table.Td>
      <Table.Td ta="right">{check === null ? noValue : measuredText(check.threshold, check.unit)}</Table.Td>
    </>
  );
}
