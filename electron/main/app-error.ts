import { ToldError } from '../../shared/failure-of.ts';

/** A failure that a handler raises on purpose; it reaches the window as it is. */
export class AppError extends ToldError {}
