import { fuzzConfig } from './fuzz-config.ts';
import { fuzzLogs } from './fuzz-logs.ts';
import { fuzzStream } from './fuzz-streams.ts';

/** `files`: how many mutated logs at least; a fifth as many streams and configurations. `index`: that one alone. */
type FuzzOptions = { seed: number; files: number; index: number | null };

const reportEveryMs = 60_000;

/**
 * Fuzzes the reading of logs, streams and configurations, and tells figures, and each failure with its seed and index.
 * @returns the number of failures
 */
export async function fuzz(
  { seed, files, index }: FuzzOptions,
  tell: (line: string) => void,
): Promise<number> {
  const startedAt = performance.now();
  const logs = { files: 0, lines: 0, cells: 0, runs: 0 };
  const refused = { streams: 0, configurations: 0 };
  let failures = 0;
  const attempt = async (what: string, at: number, action: () => Promise<void>) => {
    try {
      await action();
    } catch (error) {
      failures += 1;
      tell(
        `FAILED ${what}, --seed ${seed} --index ${at}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
    }
  };
  const figures = () => {
    const seconds = (performance.now() - startedAt) / 1000;
    return `${logs.files} files in ${logs.runs} runs, ${logs.lines} lines, ${logs.cells} cells compared, ${failures} differences, ${(logs.files / seconds).toFixed(1)} files/s`;
  };
  let reportedAt = startedAt;
  for (let at = index ?? 0; index === null ? logs.files < files : at === index; at += 1) {
    await attempt('logs', at, async () => {
      const { files: read, lines, cells } = await fuzzLogs(seed, at);
      logs.files += read;
      logs.lines += lines;
      logs.cells += cells;
    });
    logs.runs += 1;
    if (performance.now() - reportedAt > reportEveryMs) {
      reportedAt = performance.now();
      tell(figures());
    }
  }
  tell(figures());
  const others = index === null ? Math.ceil(files / 5) : 1;
  for (let at = index ?? 0; at < (index ?? 0) + others; at += 1) {
    await attempt('stream', at, async () => {
      if (await fuzzStream(seed, at)) refused.streams += 1;
    });
    await attempt('configuration', at, async () => {
      if (await fuzzConfig(seed, at)) refused.configurations += 1;
    });
  }
  tell(
    `${others} damaged streams, ${refused.streams} refused; ${others} broken configurations, ${refused.configurations} refused; ${failures} failures in all`,
  );
  return failures;
}
