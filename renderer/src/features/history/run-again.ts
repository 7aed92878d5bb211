import { renderConfig } from '../../../../shared/config/render-config.ts';
import type { EtlConfig } from '../../../../shared/config/schema.ts';
import { call } from '../../lib/call.ts';
import { goTo } from '../../lib/navigation-store.ts';
import { defaultText, replaceRules, useRules } from '../../setup/rules-store.ts';
import { addPaths, clearSources } from '../../setup/sources-store.ts';
import { replaceOnceAsked } from '../../setup/unsaved-changes.ts';
import { rulesAgain } from './rules-again.ts';

/**
 * Takes what a run was started with as the sources and rules of the next one, and shows the sources; asks about
 * unsaved rules first.
 * @throws CallError where neither is known any more
 */
export async function prepareAgain(id: string): Promise<void> {
  const { inputs, path, text } = await startOf(id);
  await replaceOnceAsked(() => {
    clearSources();
    addPaths(inputs);
    // The file in use stays in use where the run had its rules from it.
    if (path !== null && path === useRules.getState().path) replaceRules({ text });
    else replaceRules({ path: null, text, saved: defaultText });
    goTo('sources');
  });
}

async function startOf(id: string): Promise<{ inputs: string[]; path: string | null; text: string }> {
  const record = await call(window.api.history.record({ id }));
  if (record !== null) {
    const { inputs, config } = record;
    const text = config === null ? defaultText : rulesAgain(config.text, useRules.getState().text);
    return { inputs, path: config?.name ?? null, text };
  }
  // A run from before there were records: its manifest has the rules as they were understood.
  const { manifest } = await call(window.api.run.get({ id }));
  const text = renderConfig(withoutAlerts(manifest.config));
  return { inputs: manifest.inputs.map((input) => input.path), path: null, text };
}

/** A manifest does not keep the address of a webhook: nothing can be posted to what is left of it. */
function withoutAlerts(config: EtlConfig): EtlConfig {
  return { ...config, monitoring: { ...config.monitoring, enable_alerts: false, alert_webhook_url: null } };
}
