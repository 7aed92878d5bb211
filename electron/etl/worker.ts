// The engine's own process: forked by the app, so that heavy work and its failures stay away from the window.
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { endWithApp } from './worker/end-with-app.ts';
import { serveEngine } from './worker/serve.ts';

// Tables and temporary files are their owner's alone, like the logs they come from.
process.umask(0o077);

const folder = { type: 'string' } as const;
const { values } = parseArgs({
  options: { app: { type: 'string' }, runs: folder, logs: folder, work: folder },
});
const { app, ...folders } = z
  .object({ app: z.coerce.number().int(), runs: z.string(), logs: z.string(), work: z.string() })
  .parse(values);
const { parentPort } = process;

endWithApp(app);
serveEngine(
  {
    send: (message) => parentPort.postMessage(message),
    listen: (listener) => parentPort.on('message', ({ data }: { data: unknown }) => listener(data)),
  },
  folders,
);
