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

/**
 * A screen that the first window does not need: read after that is there, so that it is usable the sooner. Once read it
 * is drawn at once, where React would show its fallback first, and keep that up for 300 ms.
 */
function later(read: () => Promise<ComponentType>) {
  let known: ComponentType | null = null;
  const load = async () => {
    known = await read();
    return { default: known };
  };
  const whenRead = lazy(load);
  return { load, component: () => known ?? whenRead };
}

const daily = later(async () => (await import('../features/daily/daily-screen.tsx')).DailyScreen);
const cohorts = later(async () => (await import('../features/cohorts/cohorts-screen.tsx')).CohortsScreen);
const quality = later(async () => (await import('../features/quality/quality-screen.tsx')).QualityScreen);
const data = later(async () => (await import('../features/data/data-screen.tsx')).DataScreen);
const exporting = later(async () => (await import('../features/export/export-screen.tsx')).ExportScreen);
const history = later(async () => (await import('../features/history/history-screen.tsx')).HistoryScreen);
const settings = later(async () => (await import('../features/settings/settings-screen.tsx')).SettingsScreen);

/** Reads the screens that are not there yet, once nothing else is to be done. */
export function readOtherScreens(): void {
  requestIdleCallback(() => {
    // One that cannot be read is read again when it is shown, and fails there.
    for (const { load } of [daily, cohorts, quality, data, exporting, history, settings])
      load().catch(() => {});
  });
}

/** Every screen there is: the sidebar, the digits and the routing follow from this list. */
export const screens: readonly Screen[] = [
  { id: 'sources', label: 'Sources', icon: IconFolderOpen, digit: '1', component: () => SourcesScreen },
  { id: 'rules', label: 'Rules', icon: IconAdjustments, digit: '2', component: () => RulesScreen },
  { id: 'run', label: 'Run', icon: IconPlayerPlay, digit: '3', component: () => RunScreen },
  { id: 'daily', label: 'Daily', icon: IconCalendarStats, digit: '4', component: daily.component },
  { id: 'cohorts', label: 'Cohorts', icon: IconGridDots, digit: '5', component: cohorts.component },
  { id: 'quality', label: 'Quality', icon: IconShieldCheck, digit: '6', component: quality.component },
  { id: 'data', label: 'Data', icon: IconTable, digit: '7', component: data.component },
  { id: 'export', label: 'Export', icon: IconFileExport, digit: '8', component: exporting.component },
  { id: 'history', label: 'History', icon: IconHistory, digit: '9', component: history.component },
  { id: 'settings', label: 'Settings', icon: IconSettings, digit: null, component: settings.component },
];
