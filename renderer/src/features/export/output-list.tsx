import { Checkbox, Code, Paper, Table, Text, Title } from '@mantine/core';
import { formatNumber } from '../../../../shared/format/number.ts';
import { formatBytes } from '../../../../shared/format/quantity.ts';
import type { ExportOutput, ExportPlan } from '../../../../shared/ipc/export.ts';
import { toggleOutput } from './export-choices.ts';

const texts: Record<ExportOutput, { label: string; what: string }> = {
  events: { label: 'Cleaned events', what: 'An event a row, in input order' },
  daily: { label: 'Daily metrics', what: 'A day a row' },
  cohorts: { label: 'Retention cohorts', what: 'A cohort and day number a row' },
  quarantine: { label: 'Rejected lines', what: 'What is no event or came twice, as it was' },
  report: { label: 'Quality report', what: 'Each check with what was measured' },
  manifest: { label: 'Manifest', what: 'Inputs, configuration and counts of the run' },
};

type OutputListProps = { plan: ExportPlan; chosen: readonly ExportOutput[]; isDisabled: boolean };

/** Which outputs of the run are exported, with what each would take. */
export function OutputList({ plan, chosen, isDisabled }: OutputListProps) {
  return (
    <Paper withBorder p="md" component="section" aria-label="Outputs">
      <Title order={2} size="h5" mb="xs">
        What
      </Title>
      <Table layout="fixed" verticalSpacing={6} aria-label="Outputs to export">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Output</Table.Th>
            <Table.Th w={90} ta="right">
              Rows
            </Table.Th>
            <Table.Th w={120} ta="right">
              Size
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {plan.map(({ output, name, kind, rows, bytes, isEstimate }) => (
            <Table.Tr key={output}>
              <Table.Td>
                <Checkbox
                  label={
                    <>
                      {texts[output].label}{' '}
                      <Code style={{ display: 'block', width: 'fit-content' }}>
                        {kind === 'folder' ? `${name}/` : name}
                      </Code>
                    </>
                  }
                  description={texts[output].what}
                  checked={chosen.includes(output)}
                  disabled={isDisabled}
                  onChange={(event) => toggleOutput(output, event.currentTarget.checked)}
                />
              </Table.Td>
              <Table.Td ta="right" className="numeric">
                {rows === null ? '' : formatNumber(rows)}
              </Table.Td>
              <Table.Td ta="right" className="numeric" style={{ whiteSpace: 'nowrap' }}>
                {isEstimate && (
                  <Text span size="xs" c="dimmed">
                    about{' '}
                  </Text>
                )}
                {formatBytes(bytes)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}
