import type { QuarantineFilter } from '../../../../shared/ipc/quality.ts';
import { type CsvTarget, writeCsv } from '../../export/write-csv.ts';
import type { OpenRun } from '../open-run.ts';
import { quarantineCondition } from './quarantine-condition.ts';
import { prepareQuarantine } from './quarantine-table.ts';

const columns = [
  { name: 'file', type: 'VARCHAR' },
  { name: 'line', type: 'BIGINT' },
  { name: 'byte_offset', type: 'BIGINT' },
  { name: 'reason', type: 'VARCHAR' },
  { name: 'detail', type: 'VARCHAR' },
  { name: 'text', type: 'VARCHAR' },
  { name: 'is_utf8', type: 'BOOLEAN' },
  { name: 'is_cut', type: 'BOOLEAN' },
];

/**
 * Writes all quarantined lines that a filter leaves as CSV, in input order. Their texts are as long as they are kept for
 * reading; `is_cut` says where that is not all.
 * @throws CancelledError, OutputError
 */
export async function saveQuarantine(
  run: OpenRun,
  filter: QuarantineFilter,
  target: CsvTarget,
): Promise<void> {
  await prepareQuarantine(run);
  const { sql, params } = quarantineCondition(filter);
  // The table stands in input order, which a scan keeps: sorting would carry the texts along.
  await writeCsv(run, { columns, from: `quarantine WHERE ${sql}`, params }, target);
}
