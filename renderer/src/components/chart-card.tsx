import { ActionIcon, Group, Menu, Paper, Table, Text, Title } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { type ReactNode, useRef, useState } from 'react';
import { type Cell, type TableData, toCsv } from '../lib/csv.ts';
import { saveFile } from '../lib/save-file.ts';
import { type LegendItem, svgDocument, toPng } from './chart-image.ts';
import { Definition, type Explained } from './definition.tsx';

type ChartCardProps = {
  definition: Explained;
  sql?: string | undefined;
  legend?: readonly LegendItem[];
  /** The figures of the chart: saved as CSV, and shown as a table to who cannot see a chart. */
  table: TableData;
  /** How a cell is written in the table on screen; the CSV has them in full. */
  formatCell?: (cell: Cell, column: number) => string;
  /** At the right of the title. */
  actions?: ReactNode;
  /** The chart: one SVG, as high as it wants to be. */
  children: ReactNode;
};

/** A chart in its frame: title, definition, legend, and the ways to keep it as PNG, SVG or CSV, or read it as a table. */
export function ChartCard(props: ChartCardProps) {
  const { definition, sql, legend = [], table, formatCell = plain, actions, children } = props;
  const [isTable, setTable] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const frame = useRef<HTMLDivElement>(null);
  const keep = (save: () => Promise<unknown>) => {
    setFailure(null);
    save().catch((error: unknown) => setFailure(error instanceof Error ? error.message : String(error)));
  };
  const picture = () => {
    const svg = frame.current?.querySelector('svg');
    if (svg == null) throw new Error('There is no chart to save.');
    return svgDocument(svg, definition.label, legend);
  };
  return (
    <Paper withBorder p="md" component="section" aria-label={definition.label}>
      <Group justify="space-between" wrap="nowrap" mb="xs" mih={30}>
        <Group gap={4} wrap="nowrap">
          <Title order={2} size="h5">
            {definition.label}
          </Title>
          <Definition of={definition} sql={sql} />
        </Group>
        <Group gap="xs" wrap="nowrap">
          {actions}
          <Menu position="bottom-end" withinPortal>
            <Menu.Target>
              <ActionIcon variant="subtle" color="gray" aria-label={`Save ${definition.label}`}>
                <IconDots size={18} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => setTable(!isTable)}>
                {isTable ? 'Show as chart' : 'Show as table'}
              </Menu.Item>
              <Menu.Divider />
              <Menu.Item
                disabled={isTable}
                onClick={() => keep(async () => saveFile(definition.label, 'png', await toPng(picture())))}
              >
                Save as PNG…
              </Menu.Item>
              <Menu.Item
                disabled={isTable}
                onClick={() => keep(async () => saveFile(definition.label, 'svg', picture().text))}
              >
                Save as SVG…
              </Menu.Item>
              <Menu.Item onClick={() => keep(() => saveFile(definition.label, 'csv', toCsv(table)))}>
                Save as CSV…
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </Group>
      </Group>
      {failure !== null && (
        <Text size="sm" c="red" role="alert" mb="xs">
          {failure}
        </Text>
      )}
      {isTable ? (
        <Figures label={definition.label} table={table} formatCell={formatCell} />
      ) : (
        <div ref={frame}>{children}</div>
      )}
      {!isTable && legend.length > 0 && <Legend items={legend} />}
    </Paper>
  );
}

function Legend({ items }: { items: readonly LegendItem[] }) {
  return (
    <Group gap="md" mt="xs" justify="center">
      {items.map(({ label, color }) => (
        <Group key={label} gap={6} wrap="nowrap">
          <span aria-hidden style={{ width: 12, height: 12, borderRadius: 3, background: color }} />
          <Text size="xs">{label}</Text>
        </Group>
      ))}
    </Group>
  );
}

type FiguresProps = { label: string; table: TableData; formatCell: (cell: Cell, column: number) => string };

function Figures({ label, table, formatCell }: FiguresProps) {
  return (
    <Table.ScrollContainer
      minWidth={300}
      maxHeight={320}
      scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}
    >
      <Table aria-label={label} stickyHeader verticalSpacing={4} className="numeric">
        <Table.Thead>
          <Table.Tr>
            {table.header.map((name) => (
              <Table.Th key={name}>{name}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {table.rows.map((row) => (
            <Table.Tr key={row.join('\n')}>
              {row.map((cell, column) => (
                <Table.Td key={table.header[column]}>{formatCell(cell, column)}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function plain(cell: Cell): string {
  return cell === null ? '–' : String(cell);
}
