import { ActionIcon, Group, Menu, Paper, Text, Title } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { type ReactNode, useRef, useState } from 'react';
import type { FigureDefinition } from '../../../shared/metrics/figure-definition.ts';
import { failureOfCall } from '../lib/call.ts';
import { type Cell, type TableData, toCsv } from '../lib/csv.ts';
import { saveFile } from '../lib/save-file.ts';
import { type LegendItem, type Picture, svgDocument, toPng } from './chart-image.ts';
import { Definition } from './definition.tsx';
import { FiguresTable } from './figures-table.tsx';

type ChartCardProps = {
  definition: FigureDefinition;
  sql?: string | undefined;
  legend?: readonly LegendItem[];
  /** The figures of the chart: saved as CSV, and shown as a table to who cannot see a chart. */
  table: TableData | (() => TableData);
  /** How a cell is written in the table on screen; the CSV has them in full. */
  formatCell?: (cell: Cell, column: number) => string;
  /** The chart as a picture, where the SVG on screen is not all of it. */
  picture?: () => Picture;
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
    save().catch((error: unknown) => setFailure(failureOfCall(error).message));
  };
  const figures = () => (typeof table === 'function' ? table() : table);
  const picture = () => {
    if (props.picture !== undefined) return props.picture();
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
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={`Save ${definition.label}, or show as table`}
              >
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
              <Menu.Item onClick={() => keep(() => saveFile(definition.label, 'csv', toCsv(figures())))}>
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
        <FiguresTable label={definition.label} table={figures()} formatCell={formatCell} />
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

function plain(cell: Cell): string {
  return cell === null ? '–' : String(cell);
}
