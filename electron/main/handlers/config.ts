import type { Handlers } from '../ipc.ts';

/** What a configuration needs to be read. Only variables that are asked for by name leave the main process. */
export const configHandlers: Pick<Handlers, 'config:variables'> = {
  'config:variables': (names) =>
    Object.fromEntries(
      names.flatMap((name) => {
        const value = process.env[name];
        return value === undefined ? [] : [[name, value]];
      }),
    ),
};
