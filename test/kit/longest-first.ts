import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files that take longest, the longest first. */
const longest = [
  'test/soak/memory.test.ts',
  'e2e/specs/cli-secrets.test.ts',
  'test/soak/network.test.ts',
  'test/soak/kills.test.ts',
  'test/soak/disks.test.ts',
  'e2e/specs/cli-failures.test.ts',
  'test/oracle/against-engine.test.ts',
  'electron/etl/bad-input.test.ts',
  'electron/etl/pipeline.test.ts',
  'electron/etl/queries/cohorts/cohorts-against-reference.test.ts',
  'electron/etl/queries/data/save-events.test.ts',
  'electron/etl/output/output-folder.test.ts',
  'electron/etl/transform/clean-events.test.ts',
  'electron/etl/queries/daily/read-breakdown.test.ts',
  'electron/etl/output/output-lock.test.ts',
  'electron/etl/worker/serve.test.ts',
  'electron/etl/ingest/profile.test.ts',
];

/** Runs what takes longest first: begun last, it would keep one core busy while the others are idle. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = longest.findIndex((path) => moduleId.endsWith(path));
      return at < 0 ? longest.length : at;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}
