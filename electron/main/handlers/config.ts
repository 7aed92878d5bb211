import type { Handlers } from '../ipc.ts';
import type { Variables } from '../variables.ts';

/** What a configuration needs to be read. */
export function configHandlers(variables: Variables): Pick<Handlers, 'config:variables'> {
  return { 'config:variables': (names) => variables.read(names) };
}
