import {
  type Icon,
  IconAdjustments,
  IconCalendarStats,
  IconFileExport,
  IconFolderOpen,
  IconGridDots,
  IconHistory,
  IconPlayerPlay,
  IconSettings,
  IconShieldCheck,
  IconTable,
} from '@tabler/icons-react';
import { type ComponentType, lazy } from 'react';
import type { ScreenId } from '../../../shared/ipc/menu.ts';
import { RulesScreen } from '../features/rules/rules-screen.tsx';
import { RunScreen } from '../features/run/run-screen.tsx';
import { SourcesScreen } from '../features/sources/sources-screen.tsx';

type Screen = {
  id: ScreenId;
  label: string;
  icon: Icon;
  /** The digit that leads to it; each screen keeps its own, whichever others there are. */
  digit: string | null;
  /** What is drawn from now on; one that is drawn already stays as it is. */
  component: () => ComponentType;
};

type OtherScreens = typeof import('./other-screens.ts');

let others: OtherScreens | null = null;

async function readOthers(): Promise<OtherScreens> {
  others = await import('./other-screens.ts');
  return others;
}

/**
 * A screen that the first window does not need: read after that is there, so that it is usable the sooner. Once read it
 * is drawn at once, where React would show its fallback first, and keep that up for 300 ms.
 */
function later(name: keyof OtherScreens): () => ComponentType {
  const whenRead = lazy(async () => ({ default: (await readOthers())[name] }));
  return () => others?.[name] ?? whenRead;
}

/** Reads the screens that are not there yet, once nothing else is to be done. */
export function readOtherScreens(): void {
  // What cannot be read is read again when it is shown, and fails there.
  requestIdleCallback(() => void readOthers().catch(() => {}));
}

/** Every screen there is: the sidebar, the digits and the routing follow from this list. */
export const screens: readonly Screen[] = [
  { id: 'sources', label: 'Sources', icon: IconFolderOpen, digit: '1', component: () => SourcesScreen },
  { id: 'rules', label: 'Rules', icon: IconAdjustments, digit: '2', component: () => RulesScreen },
  { id: 'run', label: 'Run', icon: IconPlayerPlay, digit: '3', component: () => RunScreen },
  { id: 'daily', label: 'Daily', icon: IconCalendarStats, digit: '4', component: later('DailyScreen') },
  { id: 'cohorts', label: 'Cohorts', icon: IconGridDots, digit: '5', component: later('CohortsScreen') },
  { id: 'quality', label: 'Quality', icon: IconShieldCheck, digit: '6', component: later('QualityScreen') },
  { id: 'data', label: 'Data', icon: IconTable, digit: '7', component: later('DataScreen') },
  { id: 'export', label: 'Export', icon: IconFileExport, digit: '8', component: later('ExportScreen') },
  { id: 'history', label: 'History', icon: IconHistory, digit: '9', component: later('HistoryScreen') },
  { id: 'settings', label: 'Settings', icon: IconSettings, digit: null, component: later('SettingsScreen') },
];
