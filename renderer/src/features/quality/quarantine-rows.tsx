import { Text } from '@mantine/core';
import { useState } from 'react';
import { formatCount, formatNumber } from '../../../../shared/format/number.ts';
import { visibleText } from '../../../../shared/format/visible-text.ts';
import type { QuarantinedRow } from '../../../../shared/ipc/quality.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { VirtualTable } from '../../components/virtual-table.tsx';
import { baseName } from '../../lib/paths.ts';
import classes from './quarantine-browser.module.css';
import { QuarantinedLine } from './quarantined-line.tsx';
import { type QuarantineFilter, useQuarantine } from './use-quarantine.ts';

const columns = [
  { key: 'place', title: 'File and line', width: '20%' },
  { key: 'offset', title: 'Byte offset', width: 120 },
  { key: 'reason', title: 'Reason', width: 160 },
  { key: 'detail', title: 'Detail', width: '24%' },
  { key: 'text', title: 'Raw text' },
];
const rowHeight = 32;
const height = 400;

/** The rows a filter leaves; the chosen one with its whole text below. */
export function QuarantineRows({ runId, filter }: { runId: string; filter: QuarantineFilter }) {
  const { total, shown, rowAt, onSeen, error } = useQuarantine(runId, filter);
  const [chosen, setChosen] = useState<number | null>(null);
  const renderCell = (index: number, column: string) => {
    const row = rowAt(index);
    if (row === undefined) return column === 'place' ? '…' : null;
    if (column !== 'place') return <Cell row={row} column={column} />;
    const isChosen = row.position === chosen;
    return (
      <button
        type="button"
        className={classes['place']}
        title={row.file}
        aria-pressed={isChosen}
        onClick={() => setChosen(isChosen ? null : row.position)}
      >
        {baseName(row.file)}:{row.line}
      </button>
    );
  };
  if (error !== null) return <ErrorAlert title="The quarantine cannot be read" message={error.message} />;
  return (
    <>
      <Text size="sm" role="status" aria-label="Lines found">
        {total === null ? 'Searching…' : foundText(total, shown)}
      </Text>
      <VirtualTable
        label="Quarantined lines"
        columns={columns}
        count={shown}
        height={height}
        rowHeight={rowHeight}
        renderCell={renderCell}
        isSelected={(index) => chosen !== null && rowAt(index)?.position === chosen}
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

function Cell({
  row: { byte_offset, reason, detail, text },
  column,
}: {
  row: QuarantinedRow;
  column: string;
}) {
  switch (column) {
    case 'offset':
      return formatNumber(byte_offset);
    case 'reason':
      return reason;
    case 'detail':
      return <span title={detail ?? undefined}>{detail}</span>;
    default:
      return <span className={classes['text']}>{visibleText(text)}</span>;
  }
}
