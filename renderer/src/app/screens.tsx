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
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { CohortsScreen } from '../features/cohorts/cohorts-screen.tsx';
import { DailyScreen } from '../features/daily/daily-screen.tsx';
import { ExportScreen } from '../features/export/export-screen.tsx';
import { HistoryScreen } from '../features/history/history-screen.tsx';
import { QualityScreen } from '../features/quality/quality-screen.tsx';
import { RulesScreen } from '../features/rules/rules-screen.tsx';
import { RunScreen } from '../features/run/run-screen.tsx';
import { SettingsScreen } from '../features/settings/settings-screen.tsx';
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

/** Every screen there is: the sidebar, the digits and the routing follow from this list. */
export const screens: readonly Screen[] = [
  { id: 'sources', label: 'Sources', icon: IconFolderOpen, digit: '1', Component: SourcesScreen },
  { id: 'rules', label: 'Rules', icon: IconAdjustments, digit: '2', Component: RulesScreen },
  { id: 'run', label: 'Run', icon: IconPlayerPlay, digit: '3', Component: RunScreen },
  { id: 'daily', label: 'Daily', icon: IconCalendarStats, digit: '4', Component: DailyScreen },
  { id: 'cohorts', label: 'Cohorts', icon: IconGridDots, digit: '5', Component: CohortsScreen },
  { id: 'quality', label: 'Quality', icon: IconShieldCheck, digit: '6', Component: QualityScreen },
  { id: 'export', label: 'Export', icon: IconFileExport, digit: '8', Component: ExportScreen },
  { id: 'history', label: 'History', icon: IconHistory, digit: '9', Component: HistoryScreen },
  { id: 'settings', label: 'Settings', icon: IconSettings, digit: null, Component: SettingsScreen },
];
