// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the syntax under test
import { expect, test } from 'vitest';
import { parseConfig } from './parse-config.ts';
import { configSchema, defaultConfig } from './schema.ts';
import { withoutSecrets } from './without-secrets.ts';

test('of a webhook only the host stays, and the rest is untouched', () => {
  const alert_webhook_url = 'https://user:password@hooks.example:8443/services/T0/secret?token=1';
  const config = { ...defaultConfig, monitoring: { ...defaultConfig.monitoring, alert_webhook_url } };
  const shown = withoutSecrets(config);
  expect(shown.monitoring.alert_webhook_url).toBe('https://hooks.example:8443/...');
  expect({ ...shown, monitoring: config.monitoring }).toEqual(config);
  expect(configSchema.safeParse(shown).success).toBe(true);
  expect(withoutSecrets(defaultConfig)).toEqual(defaultConfig);
});

const text = [
  'quality_checks:',
  '  required_event_types: [session_start, "${A}"]',
  '  min_events: ${N}',
  'aggregation: { timezone: "${TZ}", active_event_types: ["${A}", "${B}"], purchase_event_type: "x-${A}", revenue_property: "${B}" }',
  'monitoring: { alert_webhook_url: "https://user:${B}@example.org/${A}", log_file: "${DIR}/run.log", log_level: "${LEVEL}" }',
  'resources: { temp_directory: "${DIR}" }',
].join('\n');
const env = { A: 'secret-a', B: 'secret-b', N: '7', TZ: 'Asia/Tokyo', DIR: '/secret', LEVEL: 'DEBUG' };

function parsed() {
  const result = parseConfig(text, { file: 'c.yaml', env });
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result;
}

test('what came from variables is said as the file says it, but for what can be no secret', () => {
  const { config, fromVariables } = parsed();
  expect(config.aggregation.purchase_event_type).toBe('x-secret-a');
  const shown = withoutSecrets(config, fromVariables);
  expect(JSON.stringify(shown)).not.toContain('secret');
  expect(shown).toMatchObject({
    quality_checks: { required_event_types: ['session_start', '${A}'], min_events: 7 },
    aggregation: {
      timezone: 'Asia/Tokyo',
      active_event_types: ['${A}', '${B}'],
      purchase_event_type: 'x-${A}',
      revenue_property: '${B}',
    },
    monitoring: { log_file: '${DIR}/run.log', log_level: 'DEBUG' },
    resources: { temp_directory: '${DIR}' },
  });
  expect(configSchema.safeParse(shown).success).toBe(true);
});

test('a name that the data holds stays: the figures depend on it', () => {
  const { config, fromVariables } = parsed();
  const shown = withoutSecrets(config, fromVariables, (name) => name === 'secret-a');
  expect(shown.aggregation).toMatchObject({
    active_event_types: ['secret-a', '${B}'],
    revenue_property: '${B}',
  });
});

test('what is said for a name is no name that the data has', () => {
  const { config, fromVariables } = parsed();
  const shown = withoutSecrets(config, fromVariables, (name) => name === '${A}');
  expect(shown.aggregation.active_event_types).toEqual(['${A} (a variable)', '${B}']);
});

test('the address of a webhook is not quoted where it is wrong', () => {
  const result = parseConfig('monitoring: { alert_webhook_url: "ftp://user:password@host" }', {
    file: 'c',
    env,
  });
  expect(result.ok).toBe(false);
  expect(JSON.stringify(result)).toContain('alert_webhook_url must');
  expect(JSON.stringify(result)).not.toContain('password');
});
