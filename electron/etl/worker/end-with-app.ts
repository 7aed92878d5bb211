const lookEveryMs = 500;

/**
 * Ends this process, at once and whatever it is doing, when the app that started it is gone: killed, it tells nobody.
 * What is half-written is swept away by the next run there.
 * @param appPid the app's main process; the one that forked this one may be another, which goes with it
 */
export function endWithApp(appPid: number): void {
  const parentPid = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid !== parentPid || isGone(appPid)) process.kill(process.pid, 'SIGKILL');
  }, lookEveryMs);
  timer.unref();
}

function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}
