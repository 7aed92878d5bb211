// The only user of ipcRenderer: the window sees named, frozen functions and no channel.
import { contextBridge, type IpcRendererEvent, ipcRenderer, webUtils } from 'electron';
import type { CallName } from '../../shared/ipc/contract.ts';
import { droppedChannel } from '../../shared/ipc/dropped.ts';
import { maxPendingBytes, tooMuchPending, weighCall } from '../../shared/ipc/payload.ts';

type Call = (value?: unknown, askId?: unknown) => Promise<unknown>;

const maxAskIdLength = 36;

/** What the calls that are not answered yet carry. */
let pendingBytes = 0;

const domains: Record<string, Record<string, Call>> = {};
for (const name of callNames) {
  const [domain = '', action = ''] = name.split(':');
  domains[domain] ??= {};
  domains[domain][action] = (value, askId) => call(name, value, askId);
}
for (const domain of Object.values(domains)) Object.freeze(domain);

/** Makes a call, unless it is too big: refused here, it costs the app nothing. What is weighed is the bridge's own copy. */
async function call(name: CallName, value: unknown, askId: unknown): Promise<unknown> {
  const { bytes, failure } = weighCall(name, value);
  if (failure !== null) return { ok: false, error: failure };
  if (pendingBytes + bytes > maxPendingBytes) return { ok: false, error: tooMuchPending(name) };
  pendingBytes += bytes;
  try {
    // Anything longer than an id has not been weighed.
    const isShort = typeof askId === 'string' && askId.length <= maxAskIdLength;
    return await ipcRenderer.invoke(name, value, isShort ? askId : undefined);
  } finally {
    pendingBytes -= bytes;
  }
}

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
