import type { EtlConfig } from './schema.ts';
import type { FromVariables } from './variables.ts';

/**
 * A configuration as it may be shown and stored. Whoever knows the address of a webhook may post to it, so only its host
 * stays. A free text that came from `${VARIABLES}` is said as the file says it. Keys that can only
 * hold numbers, a time zone or one of a few words are no secrets.
 * @param isKnown whether a name occurs in the data, so that it is in the outputs anyway and the figures depend on it
 */
export function withoutSecrets(
  config: EtlConfig,
  fromVariables: readonly FromVariables[] = [],
  isKnown: (name: string) => boolean = () => false,
): EtlConfig {
  const { quality_checks, aggregation, monitoring, resources } = config;
  const shown = (value: string) => fromVariables.find((one) => one.value === value)?.text ?? value;
  const name = (value: string) => (isKnown(value) ? value : shown(value));
  const path = (value: string | null) => (value === null ? null : shown(value));
  const url = monitoring.alert_webhook_url;
  return {
    ...config,
    quality_checks: {
      ...quality_checks,
      required_event_types: quality_checks.required_event_types.map(name),
    },
    aggregation: {
      ...aggregation,
      active_event_types: aggregation.active_event_types.map(name),
      purchase_event_type: name(aggregation.purchase_event_type),
      revenue_property: name(aggregation.revenue_property),
    },
    monitoring: {
      ...monitoring,
      alert_webhook_url: url === null ? null : `${new URL(url).origin}/...`,
      log_file: path(monitoring.log_file),
    },
    resources: { ...resources, temp_directory: path(resources.temp_directory) },
  };
}

/** Gives a function that says a text without what the free texts of a configuration have from variables. */
export function hiding(config: EtlConfig, fromVariables: readonly FromVariables[]): (text: string) => string {
  const { quality_checks, aggregation, monitoring, resources } = config;
  const used = new Set([
    ...quality_checks.required_event_types,
    ...aggregation.active_event_types,
    aggregation.purchase_event_type,
    aggregation.revenue_property,
    monitoring.alert_webhook_url,
    monitoring.log_file,
    resources.temp_directory,
  ]);
  // A value that holds another goes first.
  const hidden = fromVariables
    .filter(({ value }) => used.has(value))
    .toSorted((a, b) => b.value.length - a.value.length);
  return (text) =>
    hidden.reduce((said, { value, text: name }) => {
      // One of a letter or two would tear words apart: only where it stands by itself.
      const [from, to] = value.length < 4 ? [`'${value}'`, `'${name}'`] : [value, name];
      return said.replaceAll(from, () => to);
    }, text);
}
