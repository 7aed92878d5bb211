import { Group, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { formatCount, formatNumber } from '../../../../shared/format/number.ts';
import { visibleText } from '../../../../shared/format/visible-text.ts';
import type { QuarantinedRow, QuarantineFilter } from '../../../../shared/ipc/quality.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { LongTable } from '../../components/long-table.tsx';
import { SaveProgress } from '../../components/save-progress.tsx';
import { SaveViewButton } from '../../components/save-view-button.tsx';
import { baseName } from '../../lib/paths.ts';
import classes from './quarantine-browser.module.css';
import { QuarantinedLine } from './quarantined-line.tsx';
import { useQuarantine } from './use-quarantine.ts';

/** The rows a filter leaves; the chosen one with its whole text below. */
export function QuarantineRows({ runId, filter }: { runId: string; filter: QuarantineFilter }) {
  const { total, shown, rowAt, onSeen, error } = useQuarantine(runId, filter);
  const [chosen, setChosen] = useState<number | null>(null);
  if (error !== null) return <ErrorAlert title="The quarantine cannot be read" message={error.message} />;
  return (
    <>
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm" role="status" aria-label="Lines found">
          {total === null ? 'Searching…' : foundText(total, shown)}
        </Text>
        <SaveViewButton
          name="Quarantine"
          isDisabled={total === null || total === 0}
          ask={() => window.api.quality.saveQuarantine({ runId, ...filter })}
        />
      </Group>
      <SaveProgress />
      <LongTable
        label="Quarantined lines"
        withBorder
        keepsHeight
        count={shown}
        rowHeight={32}
        maxHeight={400}
        header={
          <>
            <Table.Th w="20%">File and line</Table.Th>
            <Table.Th w={132} ta="right">
              Byte offset
            </Table.Th>
            <Table.Th w={184}>Reason</Table.Th>
            <Table.Th w="24%">Detail</Table.Th>
            <Table.Th>Raw text</Table.Th>
          </>
        }
        row={(index, tabIndex) => {
          const row = rowAt(index);
          if (row === undefined) return <Table.Td colSpan={5}>…</Table.Td>;
          const isChosen = row.position === chosen;
          return (
            <Cells
              row={row}
              tabIndex={tabIndex}
              isChosen={isChosen}
              onChoose={() => setChosen(isChosen ? null : row.position)}
            />
          );
        }}
        rowProps={(index) => ({
          'data-selected': (chosen !== null && rowAt(index)?.position === chosen) || undefined,
        })}
        onSeen={onSeen}
      />
      <QuarantinedLine runId={runId} position={chosen} />
    </>
  );
}

function foundText(total: number, shown: number): string {
  if (total === 0) return 'No line is like that: widen the search.';
  const found = formatCount(total, 'line');
  return shown < total ? `${found}; the first ${formatNumber(shown)} are listed: narrow the search.` : found;
}

type CellsProps = { row: QuarantinedRow; tabIndex: 0 | -1; isChosen: boolean; onChoose: () => void };

function Cells({ row, tabIndex, isChosen, onChoose }: CellsProps) {
  const { file, line, byte_offset: byteOffset, reason, detail, text } = row;
  return (
    <>
      <Table.Td>
        <button
          type="button"
          className={classes['place']}
          title={file}
          tabIndex={tabIndex}
          aria-pressed={isChosen}
          onClick={onChoose}
        >
          {baseName(file)}:{line}
        </button>
      </Table.Td>
      <Table.Td ta="right">{formatNumber(byteOffset)}</Table.Td>
      <Table.Td>{reason}</Table.Td>
      <Table.Td title={detail ?? undefined}>{detail}</Table.Td>
      <Table.Td className={classes['text']}>{visibleText(text)}</Table.Td>
    </>
  );
}
