import { defineConfig } from 'electron-vite';

/**
 * What `npm run build` makes, in `out/`. Dependencies stay outside the bundles.
 * The target is the oldest Node.js the command line and the app's runtime may have.
 */
export default defineConfig({
  main: {
    build: {
      target: 'node20.18',
      sourcemap: true,
      rolldownOptions: {
        input: {
          // The command line, and the programmatic API.
          cli: 'electron/cli/main.ts',
          etl: 'electron/etl/index.ts',
        },
      },
    },
  },
});
