import type { EtlConfig } from '../config/schema.ts';
import type { FigureDefinition } from '../metrics/figure-definition.ts';
import type { contextOf } from '../metrics/metric-context.ts';
import type { PropertyColumns } from '../metrics/property-columns.ts';
import type { AllMeasured, Measured } from './measured.ts';
import type { Asked, SampleRow } from './measurement.ts';

/** What a figure of quality says. */
export type QualityDefinition = FigureDefinition & { readonly unit: string };

/** What a check says of itself. */
export type CheckDefinition = QualityDefinition & {
  /** The configuration keys that move its verdict. */
  readonly keys: readonly string[];
  /** Whether what is measured passes at its threshold and above, or at it and below. */
  readonly passes: 'at least' | 'at most';
  /** Whether it has a verdict a column. */
  readonly isByColumn: boolean;
};

/** What was found, before it is said how grave that is. */
export type Finding = {
  /** Null where there is nothing to judge, or the check is switched off. */
  readonly passes: boolean | null;
  readonly measured: number | null;
  readonly threshold: number;
  /** A sentence. */
  readonly message: string;
  readonly samples?: readonly SampleRow[];
  readonly column?: string;
};

/** What measuring depends on beside the events: no threshold, but for what the details of samples say. */
type MeasureContext = {
  readonly config: EtlConfig;
  readonly columns: PropertyColumns;
  /** What the run takes for "now", as SQL. */
  readonly now: string;
  /** The daily metrics, as something to select from. */
  readonly daily: string;
};

/** A configuration whose thresholds need not all be there. */
type Thresholds = {
  readonly [Section in 'quality_checks' | 'aggregation']: Partial<EtlConfig[Section]>;
};

/** A run and the thresholds in force. */
export type RunUnderRules = {
  readonly manifest: Parameters<typeof contextOf>[0] & { readonly as_of: string };
  readonly config: Thresholds;
};

export type Check = CheckDefinition & {
  /** What of the measured figures it judges. */
  readonly judges: readonly (keyof Measured)[];
  /** Whether a finding fails in lenient mode too. */
  readonly isStrict: boolean;
  /** What the engine is asked for it; empty where these figures come about in reading the inputs. */
  readonly measures: (context: MeasureContext) => Readonly<Record<string, Asked>>;
  /** Judges what was measured. @param said what messages call the names of a config */
  readonly judge: (measured: AllMeasured, config: EtlConfig, said: (name: string) => string) => Finding[];
  /** The statement that measures it from a run's own files; undefined where nothing would be read. */
  readonly sql: (run: RunUnderRules, column: string | undefined) => string | undefined;
};

/** Declares a check; it may judge no more than it says it does. */
export function check<Judged extends keyof Measured>({
  judge,
  measures = () => ({}),
  isStrict = false,
  isByColumn = false,
  ...said
}: QualityDefinition &
  Pick<CheckDefinition, 'keys' | 'passes'> &
  Partial<Pick<Check, 'measures' | 'isStrict' | 'isByColumn'>> &
  Pick<Check, 'sql'> & {
    judges: readonly Judged[];
    judge: (
      measured: Pick<AllMeasured, Judged>,
      config: EtlConfig,
      said: (name: string) => string,
    ) => Finding | Finding[];
  }): Check {
  return {
    ...said,
    isStrict,
    isByColumn,
    measures,
    judge: (...judged) => [judge(...judged)].flat(),
  };
}
