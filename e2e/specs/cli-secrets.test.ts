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

it.each(Object.entries(texts))('%s from a variable is told nowhere', async (_key, text) => {
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
    const { code, stdout, stderr } = await runCli(args, { cwd, env: { SECRET: secret } });
    expect([0, 1, 2]).toContain(code);
    expect(stdout + stderr).not.toContain(secret);
  }
  expect(allText(cwd)).not.toContain(secret);
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
