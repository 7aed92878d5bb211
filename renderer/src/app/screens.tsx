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
import { RulesScreen } from '../features/rules/rules-screen.tsx';
import { RunScreen } from '../features/run/run-screen.tsx';
import { SourcesScreen } from '../features/sources/sources-screen.tsx';
import type { ScreenId } from './screen-id.ts';

type Screen = {
  id: ScreenId;
  label: string;
  icon: Icon;
  /** The digit that leads to it; each screen keeps its own, whichever others there are. */
  digit: string | null;
  Component: ComponentType;
};

// What the first window does not need is read after it is there: it is usable the sooner.
const later = {
  daily: () => import('../features/daily/daily-screen.tsx'),
  cohorts: () => import('../features/cohorts/cohorts-screen.tsx'),
  quality: () => import('../features/quality/quality-screen.tsx'),
  data: () => import('../features/data/data-screen.tsx'),
  export: () => import('../features/export/export-screen.tsx'),
  history: () => import('../features/history/history-screen.tsx'),
  settings: () => import('../features/settings/settings-screen.tsx'),
};

/** Reads the screens that are not there yet, once nothing else is to be done. */
export function readOtherScreens(): void {
  requestIdleCallback(() => {
    // One that cannot be read is read again when it is shown, and fails there.
    for (const read of Object.values(later)) read().catch(() => {});
  });
}

const DailyScreen = lazy(async () => ({ default: (await later.daily()).DailyScreen }));
const CohortsScreen = lazy(async () => ({ default: (await later.cohorts()).CohortsScreen }));
const QualityScreen = lazy(async () => ({ default: (await later.quality()).QualityScreen }));
const DataScreen = lazy(async () => ({ default: (await later.data()).DataScreen }));
const ExportScreen = lazy(async () => ({ default: (await later.export()).ExportScreen }));
const HistoryScreen = lazy(async () => ({ default: (await later.history()).HistoryScreen }));
const SettingsScreen = lazy(async () => ({ default: (await later.settings()).SettingsScreen }));

/** Every screen there is: the sidebar, the digits and the routing follow from this list. */
export const screens: readonly Screen[] = [
  { id: 'sources', label: 'Sources', icon: IconFolderOpen, digit: '1', Component: SourcesScreen },
  { id: 'rules', label: 'Rules', icon: IconAdjustments, digit: '2', Component: RulesScreen },
  { id: 'run', label: 'Run', icon: IconPlayerPlay, digit: '3', Component: RunScreen },
  { id: 'daily', label: 'Daily', icon: IconCalendarStats, digit: '4', Component: DailyScreen },
  { id: 'cohorts', label: 'Cohorts', icon: IconGridDots, digit: '5', Component: CohortsScreen },
  { id: 'quality', label: 'Quality', icon: IconShieldCheck, digit: '6', Component: QualityScreen },
  { id: 'data', label: 'Data', icon: IconTable, digit: '7', Component: DataScreen },
  { id: 'export', label: 'Export', icon: IconFileExport, digit: '8', Component: ExportScreen },
  { id: 'history', label: 'History', icon: IconHistory, digit: '9', Component: HistoryScreen },
  { id: 'settings', label: 'Settings', icon: IconSettings, digit: null, Component: SettingsScreen },
];
