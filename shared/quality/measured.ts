import { z } from 'zod';
import { arrivalsMeasured } from './checks/arrivals.ts';
import { daysMeasured } from './checks/days.ts';
import { valuesMeasured } from './checks/values.ts';

/**
 * Everything the quality checks judge, measured once and free of any threshold, so that a moved threshold
 * re-judges a finished run without reading its data again. Each figure stands with the checks that judge it; one that
 * earlier runs lack is optional.
 */
export const measuredSchema = z.object({ ...arrivalsMeasured, ...valuesMeasured, ...daysMeasured });
export type Measured = z.infer<typeof measuredSchema>;

/** The same with every figure there. */
export type AllMeasured = { readonly [Figure in keyof Measured]-?: NonNullable<Measured[Figure]> };

/** The same of a run whose version did not measure all of it. */
export type PartlyMeasured = { readonly [Figure in keyof Measured]?: Measured[Figure] | undefined };
