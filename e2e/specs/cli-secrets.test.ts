// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the syntax under test
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { freshFolder, generate, runCli } from '../fixtures/command-line.ts';

const secret = 'hunter2-hunter2';

/** Every file below a folder but the configuration, as text. */
function allText(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .map((name) => readFileSync(join(folder, name), 'latin1'))
    .join('\n');
}

const texts = {
  'quality_checks.required_event_types':
    'quality_checks: { required_event_types: [session_start, "${SECRET}"] }',
  'aggregation.active_event_types': 'aggregation: { active_event_types: [session_start, "${SECRET}"] }',
  'aggregation.purchase_event_type': 'aggregation: { purchase_event_type: "${SECRET}" }',
  'aggregation.revenue_property': 'aggregation: { revenue_property: "${SECRET}" }',
  'monitoring.alert_webhook_url':
    'monitoring: { log_file: run.log, log_level: DEBUG, alert_webhook_url: "https://${SECRET}:x@host/${SECRET}" }',
  'monitoring.log_file': 'monitoring: { log_level: DEBUG, log_file: "/dev/full/${SECRET}.log" }',
  'resources.temp_directory': 'resources: { temp_directory: "/proc/${SECRET}" }',
  'aggregation.timezone': 'aggregation: { timezone: "${SECRET}" }',
  'resources.memory_limit': 'resources: { memory_limit: "${SECRET}" }',
  'quality_checks.min_events': 'quality_checks: { min_events: ${SECRET} }',
};

const shapes: readonly [text: string, value: string, core: string][] = [
  ...Object.values(texts).map((text): [string, string, string] => [text, secret, secret]),
  // A folder above the one that is named is refused.
  ['resources: { temp_directory: "/proc/${SECRET}/x" }', 'hunter2xyz', 'hunter2xyz'],
  ['resources: { temp_directory: "/proc/a${SECRET}b/x" }', 'hunter2', 'hunter2'],
  ['resources: { temp_directory: "/proc/${SECRET}" }', 'hunter2/inner/x', 'hunter2'],
  // Paths are tidied, and names quoted, before they come into a statement.
  ['resources: { temp_directory: "${SECRET}" }', './hunter2dir', 'hunter2dir'],
  ['resources: { temp_directory: "x/${SECRET}" }', '../hunter2dir//y/', 'hunter2dir'],
  ['aggregation: { purchase_event_type: "${SECRET}" }', "hun'ter2xyz", 'ter2xyz'],
  ['aggregation: { active_event_types: ["${SECRET}"] }', 'hun"ter2\\xyz', 'ter2'],
  ['quality_checks: { required_event_types: ["a ${SECRET}"] }', "hun'\tter2  xyz", 'ter2'],
  ['aggregation: { revenue_property: "${SECRET}" }', "hun'ter2xyz", 'ter2xyz'],
];

it.each(shapes)('%s from %s is told nowhere', async (text, value, core) => {
  const cwd = freshFolder();
  await generate(cwd, 500);
  const log = text.startsWith('monitoring') ? '' : 'monitoring: { log_file: run.log, log_level: DEBUG }\n';
  writeFileSync(join(cwd, 'c.yaml'), `${text}\n${log}`);
  const read = ['--input', 'events.jsonl', '--config', 'c.yaml'];
  const calls = [
    ['run', ...read, '--output', 'out', '--log-level', 'DEBUG'],
    ['run', ...read, '--output', 'out2', '--json'],
    ['run', ...read, '--output', 'out3', '--strict'],
    ['check', ...read],
    ['check', ...read, '--json'],
    ['validate-config', '--config', 'c.yaml', '--json'],
  ];
  for (const args of calls) {
    const { code, stdout, stderr } = await runCli(args, { cwd, env: { SECRET: value } });
    expect([0, 1, 2]).toContain(code);
    expect(stdout + stderr).not.toContain(core);
  }
  expect(allText(cwd)).not.toContain(core);
});

it('a name from a variable that the data has is in force, and recorded', async () => {
  const cwd = freshFolder();
  await generate(cwd, 2000);
  writeFileSync(
    join(cwd, 'c.yaml'),
    'aggregation: { timezone: "${ZONE}", active_event_types: ["${TYPE}"] }\n',
  );
  const args = ['run', '--input', 'events.jsonl', '--config', 'c.yaml', '--output', 'out', '--json'];
  const { code, stdout } = await runCli(args, { cwd, env: { ZONE: 'Asia/Tokyo', TYPE: 'session_end' } });
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    config: { aggregation: { timezone: 'Asia/Tokyo', active_event_types: ['session_end'] } },
  });
});
