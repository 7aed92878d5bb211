import { create } from 'zustand';
import { useRules } from './rules-store.ts';

type Replacement = () => unknown;
type Unsaved = { replacement: Replacement | null };

/** What would replace unsaved rules, while the user is asked about them. */
export const useUnsaved = create<Unsaved>(() => ({ replacement: null }));

/** Replaces the rules: at once where nothing is lost by it, otherwise once the user said what becomes of the changes. */
export async function replaceOnceAsked(replacement: Replacement): Promise<void> {
  const { text, saved } = useRules.getState();
  if (text === saved) await replacement();
  else useUnsaved.setState({ replacement });
}

export function keepChanges(): void {
  useUnsaved.setState({ replacement: null });
}

/** Goes on with what was asked for. */
export async function goOn(): Promise<void> {
  const { replacement } = useUnsaved.getState();
  keepChanges();
  await replacement?.();
}
