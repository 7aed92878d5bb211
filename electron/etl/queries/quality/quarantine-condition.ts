import type { QuarantineFilter } from '../../../../shared/ipc/quality.ts';

/** Which lines of the table `quarantine` are meant, as a condition with bound values; `true` where all are. */
export function quarantineCondition({ reason, file, search }: QuarantineFilter) {
  const params = {
    ...(reason === null ? {} : { reason }),
    ...(file === null ? {} : { file }),
    ...(search === '' ? {} : { search }),
  };
  const conditions = {
    reason: 'reason = $reason',
    file: 'file = $file',
    search:
      "(contains(lower(text), lower($search)) OR contains(lower(coalesce(detail, '')), lower($search)))",
  };
  const sql = Object.entries(conditions)
    .filter(([name]) => name in params)
    .map(([, condition]) => condition)
    .join(' AND ');
  return { sql: sql === '' ? 'true' : sql, params };
}
