import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onDisplay } from '../../../scripts/display.ts';
import { findElectron } from '../../../scripts/electron-runtime.mjs';

const wayOut = join(import.meta.dirname, 'open-way-out.sh');
const window = join(import.meta.dirname, '..', '..', '..', 'e2e', 'network', 'window.ts');

/**
 * Uses the window and attacks from its page in a network of its own, where each packet that leaves is counted. Linux, as
 * root or where users may have namespaces.
 * @param seconds how long it is used before the attacks
 * @returns what was said, and whether nothing left
 * @throws where such a network cannot be made
 */
export function watchNetwork(seed: number, seconds: number): { text: string; isSilent: boolean } {
  assertTools();
  const folder = mkdtempSync(join(tmpdir(), 'event-analytics-network-'));
  try {
    // Found here: where there is no network, its installer would look for one.
    const electron = dirname(findElectron().path);
    const options = ['--seed', String(seed), '--seconds', String(seconds), '--folder', folder];
    const [first, ...rest] = onDisplay(process.execPath, [window, ...options]);
    const args = ['--map-root-user', '--net', '--mount', 'sh', wayOut, folder, first, ...rest];
    const { status, stdout, stderr } = spawnSync('unshare', args, {
      encoding: 'utf8',
      env: { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: electron },
    });
    return { text: `${stdout}${stderr}`, isSilent: status === 0 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function assertTools(): void {
  const missing = ['unshare', 'ip', 'mount'].filter((tool) => spawnSync(tool, ['-V']).error !== undefined);
  if (process.platform !== 'linux' || missing.length > 0)
    throw new Error(
      `A network of its own needs Linux with ${missing.join(', ') || 'namespaces'}: install util-linux and iproute2.`,
    );
}
