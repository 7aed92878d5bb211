import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { _electron as electron, type Page } from '@playwright/test';
import { findElectron } from '../../scripts/electron-runtime.mjs';

const main = `
  import { app, BrowserWindow } from 'electron';
  app.whenReady().then(() => new BrowserWindow().loadURL('data:text/html,<h1>Bare</h1>'));
`;

/**
 * Opens an Electron app that does nothing for its safety: what leaves the machine there must not leave it from the real
 * one. The runtime takes whichever app lies in its folder, so another folder is mounted there for as long.
 */
export async function withBareWindow(folder: string, act: (page: Page) => Promise<void>): Promise<void> {
  const { path } = findElectron();
  const resources = join(folder, 'resources');
  mkdirSync(join(resources, 'app'), { recursive: true });
  writeFileSync(join(resources, 'app', 'package.json'), '{"name":"bare","type":"module","main":"main.js"}');
  writeFileSync(join(resources, 'app', 'main.js'), main);
  const place = join(dirname(path), 'resources');
  execFileSync('mount', ['--bind', resources, place]);
  const args = ['--disable-gpu', '--no-sandbox', `--user-data-dir=${join(folder, 'bare')}`];
  const bare = await electron.launch({ executablePath: path, args });
  try {
    const page = await bare.firstWindow();
    await page.getByRole('heading', { name: 'Bare' }).waitFor();
    await act(page);
  } finally {
    bare.process().kill('SIGKILL');
    execFileSync('umount', ['--lazy', place]);
  }
}
