import { app, type Session, type WebContents } from 'electron';
import { devServerUrl } from './origin.ts';

const peersPolicy = 'disable_non_proxied_udp';

/**
 * Takes the network from all of Chromium, from what the page asks for and from what it does of its own accord. Call before
 * the app is ready. Each line is held by test/soak/network.
 */
export function closeNetwork(): void {
  const { commandLine } = app;
  // Every connection asks the resolver for its host, an address too: it finds none.
  const spared = devServerUrl === undefined ? '' : `, EXCLUDE ${new URL(devServerUrl).hostname}`;
  commandLine.appendSwitch('host-resolver-rules', `MAP * ~NOTFOUND${spared}`);
  // None is looked for, nor taken from the environment.
  commandLine.appendSwitch('no-proxy-server');
  // Peers speak over sockets of their own: by a proxy or not at all, and without names for the local network.
  commandLine.appendSwitch('force-webrtc-ip-handling-policy', peersPolicy);
  const off = ['WebRtcHideLocalIpsWithMdns', commandLine.getSwitchValue('disable-features')];
  commandLine.appendSwitch('disable-features', off.filter((feature) => feature !== '').join(','));
}

/** Takes from a session what it fetches by itself. Call once the app is ready. */
export function closeSession(target: Session): void {
  app.configureHostResolver({ enableBuiltInResolver: false, secureDnsMode: 'off' });
  target.setSpellCheckerEnabled(false);
  // Each language has a dictionary that is fetched, save on macOS.
  if (process.platform !== 'darwin') target.setSpellCheckerLanguages([]);
}

/** `closeNetwork` for the peers of one page. */
export function closePeers(contents: WebContents): void {
  contents.setWebRTCIPHandlingPolicy(peersPolicy);
}
