import { app, type Session, session, type WebPreferences } from 'electron';
import { closePeers, closeSession } from './network.ts';
import { devServerUrl, isOwnAddress } from './origin.ts';

// The numbers are those of Electron's security checklist, which docs/security.md goes through item by item.

/** The preferences of every window. */
export const securePreferences: WebPreferences = {
  nodeIntegration: false, //  2 no Node.js in the page
  nodeIntegrationInWorker: false, //  2
  contextIsolation: true, //  3 the preload has a world of its own
  sandbox: true, //  4 the renderer runs in the operating system's sandbox
  webSecurity: true, //  6 same-origin policy stays on
  allowRunningInsecureContent: false, //  8
  experimentalFeatures: false, //  9
  webviewTag: false, // 12 with `will-attach-webview` below
  navigateOnDragDrop: false, // a dropped file is data, not a page
  disableDialogs: true, // a page asks nothing in the app's name
  devTools: !app.isPackaged,
  spellcheck: false, // fetches dictionaries
};
// 10 `enableBlinkFeatures` and 11 `allowpopups` are not used.

/**
 * 7 What a page may load: its own files. Styles may stand in the page, for the component kit writes its theme there;
 * scripts may not, and nothing is evaluated.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  // No windows, downloads, dialogs nor printing by the page.
  'sandbox allow-scripts allow-same-origin allow-forms',
].join('; ');

/** What a page has no use for, be it asked or not: 5 says no once more. */
export const permissionsPolicy = [
  'camera',
  'clipboard-read',
  'display-capture',
  'encrypted-media',
  'geolocation',
  'hid',
  'idle-detection',
  'local-fonts',
  'microphone',
  'midi',
  'payment',
  'publickey-credentials-get',
  'serial',
  'usb',
]
  .map((feature) => `${feature}=()`)
  .join(', ');

/** Hardens everything the app will ever show. Call once the app is ready, before the first window. */
export function hardenApp(): void {
  hardenSession(session.defaultSession);
  hardenContents();
}

function hardenSession(target: Session): void {
  // 5 Permission requests: none but copying text, which asks for a click anyway.
  const isAllowed = (permission: string) => permission === 'clipboard-sanitized-write';
  target.setPermissionRequestHandler((_contents, permission, answer) => answer(isAllowed(permission)));
  target.setPermissionCheckHandler((_contents, permission) => isAllowed(permission));
  target.setDevicePermissionHandler(() => false);
  // Files are saved by the app, in a dialog of its own.
  target.on('will-download', (event) => event.preventDefault());
  closeSession(target);
  refuseRemoteContent(target);
}

/** 1 Nothing remote: a request that leaves the app fails, whatever asked for it. */
function refuseRemoteContent(target: Session): void {
  const local = ['app:', 'data:', 'blob:', 'devtools:', 'chrome-extension:'];
  target.webRequest.onBeforeRequest(({ url }, answer) => {
    const { protocol, host } = new URL(url);
    const isDevServer = devServerUrl !== undefined && new URL(devServerUrl).host === host;
    answer({ cancel: !local.includes(protocol) && !isDevServer });
  });
}

function hardenContents(): void {
  app.on('web-contents-created', (_event, contents) => {
    closePeers(contents);
    // 13 Navigation: the page stays.
    const refuse = (event: { preventDefault(): void; url?: string }) => {
      if (devServerUrl === undefined || !isOwnAddress(event.url ?? '')) event.preventDefault();
    };
    contents.on('will-navigate', refuse);
    contents.on('will-frame-navigate', refuse);
    contents.on('will-redirect', refuse);
    // 14 New windows: none.
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    // A page cannot keep its window open.
    contents.on('will-prevent-unload', (event) => event.preventDefault());
    // 12 <webview>: none.
    contents.on('will-attach-webview', (event) => event.preventDefault());
  });
}
