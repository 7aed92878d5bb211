import { Select } from '@mantine/core';
import type { RunSummary } from '../../../shared/ipc/schemas.ts';
import { formatInstant } from '../lib/format.ts';
import { baseName } from '../lib/paths.ts';
import { useRuns } from './runs-query.ts';
import { showRun } from './shown-run.ts';

/** Which run the results are of, and the way to another. */
export function RunPicker({ shownId }: { shownId: string }) {
  const { data: runs = [] } = useRuns();
  return (
    <Select
      aria-label="Run shown"
      w={390}
      allowDeselect={false}
      value={shownId}
      data={runs.map((run) => ({ value: run.id, label: nameOf(run) }))}
      // The latest stays the latest once another run is through.
      onChange={(id) => showRun(id === runs[0]?.id ? null : id)}
    />
  );
}

function nameOf({ inputs, finishedAt }: RunSummary): string {
  const [first = ''] = inputs;
  const more = inputs.length > 1 ? ` +${inputs.length - 1}` : '';
  return `${baseName(first)}${more}, ${formatInstant(finishedAt)}`;
}
