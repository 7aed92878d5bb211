import { join } from 'node:path';
import { parseSize } from '../../../shared/config/size.ts';
import type { EngineTakes } from '../../../shared/ipc/engine.ts';
import type { ExportPlan } from '../../../shared/ipc/export.ts';
import { planExport } from '../export/plan-export.ts';
import type { Behind } from '../jobs/work.ts';

/** What an export of a run would write. */
export async function planOf(
  { runId, form, memoryLimit, threads }: EngineTakes<'export:plan'>,
  { budget, folders }: Behind,
  signal: AbortSignal,
): Promise<ExportPlan> {
  const lease = await budget.take('plan', parseSize(memoryLimit));
  try {
    return await planExport(join(folders.runs, runId), form, { memory_limit: lease.limit, threads }, signal);
  } finally {
    lease.release();
  }
}
