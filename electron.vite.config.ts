import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { callNames, events } from './shared/ipc/contract.ts';

// The oldest Node.js the command line may have and the oldest Electron (33) the app is tested on.
const nodeTarget = 'node20.18';
const chromeTarget = 'chrome130';

// Each a file or a few, not the hundreds that zod alone is: they load all at once, which takes more open files than a
// small limit (ulimit -n) allows.
const bundled = ['commander', 'fastest-levenshtein', 'tinyglobby', 'yaml', 'zod', 'zstddec'];

/** What `npm run build` makes, in `out/`. Other dependencies of the main process stay outside the bundles. */
export default defineConfig({
  main: {
    build: {
      target: nodeTarget,
      sourcemap: true,
      externalizeDeps: { exclude: bundled },
      rolldownOptions: {
        input: {
          index: 'electron/main/index.ts',
          // The command line, and the programmatic API.
          cli: 'electron/cli/main.ts',
          etl: 'electron/etl/index.ts',
        },
      },
    },
  },
  preload: {
    // The names alone: the contract would bring zod along.
    define: { callNames: JSON.stringify(callNames), eventNames: JSON.stringify(Object.keys(events)) },
    build: {
      target: nodeTarget,
      rolldownOptions: {
        input: 'electron/preload/index.ts',
        // A sandboxed preload is one CommonJS file.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [react()],
    build: {
      target: chromeTarget,
      minify: true,
      // Loaded from disk, not over a network.
      chunkSizeWarningLimit: 4000,
      // Named in full: the development server would look for it from the renderer's folder.
      rolldownOptions: { input: resolve('renderer/index.html') },
    },
  },
});
