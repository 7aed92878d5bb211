import { EtlError } from '../errors.ts';
import { type ConfigIssue, formatIssue } from './config-issue.ts';

/** A configuration that cannot be used. `issues` names every fault; it is empty where the file could not be read. */
export class ConfigError extends EtlError {
  readonly issues: readonly ConfigIssue[];

  constructor(
    message: string | readonly string[],
    issues: readonly ConfigIssue[] = [],
    options?: { cause?: unknown },
  ) {
    super('INVALID_CONFIG', message, options);
    this.issues = issues;
  }

  /** The message is all faults, one a line. */
  static of(issues: readonly ConfigIssue[]): ConfigError {
    return new ConfigError(issues.map(formatIssue), issues);
  }
}
