// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the syntax under test
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseConfig } from '../../../shared/config/parse-config.ts';
import { evaluateChecks } from '../../../shared/quality/evaluate-checks.ts';
import { eventLine } from '../../../test/kit/event-lines.ts';
import { makeFolder } from '../../../test/kit/folder.ts';
import { jobOf } from '../../../test/kit/runs.ts';
import { runPipeline } from '../pipeline.ts';

it('a run is judged by what its variables hold, also where events have the name that is said instead', async () => {
  const rules = [
    'quality_checks: { required_event_types: [session_start, "${SECRET}"] }',
    'aggregation: { purchase_event_type: "${SECRET}" }',
  ].join('\n');
  const parsed = parseConfig(rules, { file: 'c.yaml', env: { SECRET: 'purchase_x' } });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  const folder = await makeFolder();
  const input = join(folder, 'events.jsonl');
  const bought = { event_type: '${SECRET}', properties: { price_usd: 5000 } };
  const lines = [eventLine(), eventLine({ event_id: 'e2', ...bought })];
  await writeFile(input, `${lines.join('\n')}\n`);
  const { config, fromVariables } = parsed;
  const { report, manifest } = await runPipeline(
    { ...jobOf([input]), config, fromVariables },
    join(folder, 'out'),
  );
  const missing = report.checks.find(({ id }) => id === 'required_event_types');
  expect(missing).toMatchObject({ status: 'warn', measured: 1 });
  expect(missing?.message).toContain('${SECRET}');
  expect(report.checks.find(({ id }) => id === 'revenue_outliers')?.status).toBe('skipped');
  expect(report.measured.event_types.map(({ event_type }) => event_type)).toContain('${SECRET}');
  expect(JSON.stringify({ report, manifest })).not.toContain('purchase_x');
  // The stored configuration judges alike, and names no other events.
  expect(evaluateChecks(report.measured, manifest.config)).toEqual(report.checks);
  expect(manifest.config.aggregation.purchase_event_type).not.toBe('${SECRET}');
});
