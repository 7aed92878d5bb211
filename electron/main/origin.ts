import { app } from 'electron';

/** The app's own origin; `studio` stands where the web has a host name. */
export const appScheme = 'app';
export const appOrigin = `${appScheme}://studio`;

/** The development server with hot reload; a packaged app has none. */
export const devServerUrl = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL'];

/** Whether an address belongs to the app's own window. */
export function isOwnAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host } = new URL(address);
  if (`${protocol}//${host}` === appOrigin) return true;
  return devServerUrl !== undefined && new URL(devServerUrl).host === host && protocol === 'http:';
}
