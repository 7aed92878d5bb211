import { expect, test } from 'vitest';
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
