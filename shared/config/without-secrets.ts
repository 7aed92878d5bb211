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
  const name = (value: string) => shownName(value, fromVariables, isKnown);
  const path = (value: string | null) => (value === null ? null : textOf(value, fromVariables));
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

/** A name of a configuration as it may be shown: never one that the data has, but for itself. Parameters as of `withoutSecrets`. */
export function shownName(
  name: string,
  fromVariables: readonly FromVariables[],
  isKnown: (name: string) => boolean,
): string {
  const text = textOf(name, fromVariables);
  if (text === name || isKnown(name)) return name;
  return isKnown(text) ? `${text} (a variable)` : text;
}

function textOf(value: string, fromVariables: readonly FromVariables[]): string {
  return fromVariables.find((one) => one.value === value)?.text ?? value;
}
