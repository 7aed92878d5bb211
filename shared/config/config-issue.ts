/** Steps from the top of the configuration to a key (`['ingest', 'max_failed_lines']`) or an item of its list. */
export type ConfigPath = readonly (string | number)[];

/** One fault of a configuration file. `line` and `column` count from 1; `path` is empty for faults of the syntax. */
export type ConfigIssue = {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly path: ConfigPath;
  readonly message: string;
};

/** `quality_checks.required_event_types[1]` */
export function formatPath(path: ConfigPath): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    return text === '' ? step : `${text}.${step}`;
  }, '');
}

/** `config/etl_config.yaml:3:14: quality_checks.min_events must be a whole number, 0 or more; found many` */
export function formatIssue({ file, line, column, message }: ConfigIssue): string {
  return `${file}:${line}:${column}: ${message}`;
}
