import type { ProblemLine } from '../../../shared/ipc/dataset.ts';
import type { Database } from '../duckdb/database.ts';
import type { Source } from '../ingest/source.ts';
import { quarantinedLines } from '../quarantine/quarantined-lines.ts';

const maxTextBytes = 400;

/** The first lines that a run would quarantine, in input order, as far as they are wanted. */
export async function readProblemLines(
  database: Database,
  sources: readonly Source[],
  maxLineBytes: number,
  limit: number,
): Promise<ProblemLine[]> {
  const problems: ProblemLine[] = [];
  for await (const found of quarantinedLines(database, sources, maxLineBytes)) {
    const { file: path, line, reason, detail, bytes } = found;
    problems.push({ path, line, reason, detail, text: bytes?.toString('utf8', 0, maxTextBytes) ?? '' });
    if (problems.length === limit) break;
  }
  return problems;
}
