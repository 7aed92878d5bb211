import './app/no-eval.ts';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import './app/app.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { listenToExports } from './features/export/export-store.ts';
import { listenToRemovals } from './features/history/history-store.ts';
import { listenToRuns } from './features/run/run-store.ts';
import { listenToSaves } from './features/save-view/save-store.ts';
import { loadSettings } from './lib/settings.ts';
import { followSettings } from './setup/rules-store.ts';

listenToRemovals();
await Promise.allSettled([loadSettings(), listenToRuns(), listenToExports(), listenToSaves()]);
followSettings();
const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<App />);
