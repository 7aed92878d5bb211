// The screens that the first window does not need, as one chunk.
export { CohortsScreen } from '../features/cohorts/cohorts-screen.tsx';
export { DailyScreen } from '../features/daily/daily-screen.tsx';
export { DataScreen } from '../features/data/data-screen.tsx';
export { ExportScreen } from '../features/export/export-screen.tsx';
export { HistoryScreen } from '../features/history/history-screen.tsx';
export { QualityScreen } from '../features/quality/quality-screen.tsx';
export { SettingsScreen } from '../features/settings/settings-screen.tsx';
