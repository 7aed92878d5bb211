// The only user of ipcRenderer: the window sees named, frozen functions and no channel.
import { contextBridge, type IpcRendererEvent, ipcRenderer, webUtils } from 'electron';
import { callNames, droppedChannel, eventNames } from '../../shared/ipc/channels.ts';

type Call = (value?: unknown, askId?: unknown) => Promise<unknown>;

const domains: Record<string, Record<string, Call>> = {};
for (const name of callNames) {
  const [domain = '', action = ''] = name.split(':');
  domains[domain] ??= {};
  domains[domain][action] = (value, askId) => ipcRenderer.invoke(name, value, askId);
}
for (const domain of Object.values(domains)) Object.freeze(domain);

function on(name: unknown, listener: (value: unknown) => void): () => void {
  // What the page passes may be anything: only the named events can be listened to.
  const known = eventNames.find((one) => one === name);
  if (known === undefined) throw new Error('There is no such event.');
  const relay = (_event: IpcRendererEvent, value: unknown) => listener(value);
  ipcRenderer.on(known, relay);
  return () => {
    ipcRenderer.off(known, relay);
  };
}

async function pathOf(file: File): Promise<string> {
  // Only what the user dropped or pasted has a path: a file that the page made has none, and anything else throws.
  const path = webUtils.getPathForFile(file);
  if (path !== '') await ipcRenderer.invoke(droppedChannel, path);
  return path;
}

contextBridge.exposeInMainWorld('api', Object.freeze({ ...domains, on, pathOf }));
