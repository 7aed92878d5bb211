import type { EtlConfig } from './schema.ts';

/** A configuration as it may be shown and stored: whoever knows the address of a webhook may post to it, so only its host stays. */
export function withoutSecrets(config: EtlConfig): EtlConfig {
  const { monitoring } = config;
  if (monitoring.alert_webhook_url === null) return config;
  const { origin } = new URL(monitoring.alert_webhook_url);
  return { ...config, monitoring: { ...monitoring, alert_webhook_url: `${origin}/...` } };
}
