import { app, type Session, type WebContents } from 'electron';
import { devServerUrl } from './origin.ts';

/**
 * Takes the network from all of Chromium, from what the page asks for and from what it does of its own accord. Call before
 * the app is ready. test/soak/network watches that nothing leaves.
 */
export function closeNetwork(): void {
  const { commandLine } = app;
  // Every connection asks the resolver for its host, an address too: it finds none.
  const spared = devServerUrl === undefined ? '' : `, EXCLUDE ${new URL(devServerUrl).hostname}`;
  commandLine.appendSwitch('host-resolver-rules', `MAP * ~NOTFOUND${spared}`);
  // None is looked for on the network, as some systems do.
  commandLine.appendSwitch('no-proxy-server');
  // Peers would announce themselves to the local network.
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

/** The same for the peers of one page, which speak over sockets of their own: by a proxy or not at all, and there is none. */
export function closePeers(contents: WebContents): void {
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}
