import { readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { protocol, session } from 'electron';
import { appOrigin, appScheme } from './origin.ts';
import { contentSecurityPolicy, permissionsPolicy } from './security.ts';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Makes `app://` a standard, secure origin. Has to happen before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: appScheme,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
}

/** Serves the built window from `folder` under `app://studio/`, and nothing else. */
export function serveWindow(folder: string): void {
  session.defaultSession.protocol.handle(appScheme, async ({ url, method }) => {
    const path = fileBehind(url, folder);
    if (path === null || method !== 'GET') return new Response('Not found', { status: 404 });
    try {
      const body = await readFile(path);
      return new Response(new Uint8Array(body), {
        headers: {
          'content-type': contentTypes[extname(path)] ?? 'application/octet-stream',
          'content-security-policy': contentSecurityPolicy,
          'permissions-policy': permissionsPolicy,
          'x-content-type-options': 'nosniff',
        },
      });
    } catch {
      return new Response('Not found', { status: 404 });
    }
  });
}

/** The file an address means, or null where it lies outside the folder. */
function fileBehind(address: string, folder: string): string | null {
  let path: string;
  try {
    const url = new URL(address);
    if (`${url.protocol}//${url.host}` !== appOrigin) return null;
    // Decoded once, after the URL was parsed: `%2e%2e%2f` must not get past as a name.
    path = decodeURIComponent(url.pathname);
  } catch {
    return null;
  }
  if (path.includes('\0') || path.includes('\\')) return null;
  const file = join(folder, path === '/' ? 'index.html' : path);
  return file.startsWith(folder + sep) ? file : null;
}
