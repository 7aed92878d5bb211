import { create } from 'zustand';
import type { ConfigIssue } from '../../../shared/config/config-issue.ts';
import { editConfig } from '../../../shared/config/edit-config.ts';
import { parseConfig } from '../../../shared/config/parse-config.ts';
import { renderConfig } from '../../../shared/config/render-config.ts';
import { defaultConfig, type EtlConfig } from '../../../shared/config/schema.ts';
import { referencesInYaml } from '../../../shared/config/variables.ts';
import type { Settings } from '../../../shared/ipc/settings.ts';
import { call, failureOf } from '../lib/call.ts';
import { queryClient } from '../lib/query-client.ts';
import { changeSettings, currentSettings } from '../lib/settings.ts';

/** The defaults, every key with its explanation. */
export const defaultText = renderConfig(defaultConfig);

type Rules = {
  /** The file the rules belong to; null where they have none yet. */
  path: string | null;
  text: string;
  /** What the file holds; without one, the defaults. */
  saved: string;
  /** What the text says; while it has issues, what it said last. */
  config: EtlConfig;
  issues: readonly ConfigIssue[];
  /** Environment variables the text has named so far; null for one that may not be read. */
  variables: Readonly<Record<string, string | null>>;
  /** Why the last thing asked for was not done. */
  failure: string | null;
};

/** The rules of the next run: their text, and what it says. */
export const useRules = create<Rules>(() => ({
  path: null,
  text: defaultText,
  saved: defaultText,
  config: defaultConfig,
  issues: [],
  variables: {},
  failure: null,
}));

/** Takes a text as the rules in use, from now on and across restarts. */
export function setText(text: string): void {
  replaceRules({ text });
}

/** Sets one key in the text; everything else in it stays, comments too. */
export function setValue(path: readonly string[], value: unknown): void {
  try {
    replaceRules({ text: editConfig(useRules.getState().text, [{ path, value }]) });
  } catch (error) {
    tellFailure(error);
  }
}

/** The defaults as text; the file, if there is one, keeps what it holds until it is saved. */
export function resetToDefaults(): void {
  replaceRules({ text: defaultText });
}

/** Goes back to what is saved. */
export function discardChanges(): void {
  replaceRules({ text: useRules.getState().saved });
}

/** Sets what the rules are, and keeps them in the settings. */
export function replaceRules(change: Partial<Pick<Rules, 'path' | 'text' | 'saved'>>): void {
  adopt(change);
  const { path, text, saved } = useRules.getState();
  const isDefault = path === null && text === defaultText;
  void changeSettings({ config: isDefault ? null : { path, text, saved } });
}

function tellFailure(error: unknown): void {
  useRules.setState({ failure: failureOf(error).message });
}

export function dismissFailure(): void {
  useRules.setState({ failure: null });
}

/** Takes over the rules that are in the settings, now and whenever another screen changes them. */
export function followSettings(): void {
  adoptSettings(currentSettings());
  queryClient.getQueryCache().subscribe(() => adoptSettings(currentSettings()));
}

function adoptSettings({ config }: Settings): void {
  const path = config?.path ?? null;
  const text = config?.text ?? defaultText;
  const saved = config?.saved ?? (path === null ? defaultText : text);
  const now = useRules.getState();
  if (now.path !== path || now.text !== text || now.saved !== saved) adopt({ path, text, saved });
}

function adopt(change: Partial<Rules>): void {
  const next = { ...useRules.getState(), ...change, failure: null };
  const parsed = parseConfig(next.text, { file: next.path ?? 'etl_config.yaml', env: next.variables });
  useRules.setState({
    ...next,
    ...(parsed.ok ? { config: parsed.config, issues: [] } : { issues: parsed.issues }),
  });
  // What may not be read now may be once a file was opened or saved.
  const unknown = referencesInYaml(next.text).filter((name) => (next.variables[name] ?? null) === null);
  if (unknown.length > 0) void lookUp(unknown).catch(tellFailure);
}

async function lookUp(names: string[]): Promise<void> {
  const found = await call(window.api.config.variables(names));
  const { variables } = useRules.getState();
  if (Object.keys(found).some((name) => found[name] !== variables[name]))
    adopt({ variables: { ...variables, ...found } });
}
