import { z } from 'zod';
import { eventFilterSchema } from '../events/filters.ts';
import { call } from './call.ts';
import { codesOfViews } from './reply.ts';
import { runRefSchema } from './results.ts';

const columnName = z.string().min(1).max(32_768);
const whole = z.number().int().nonnegative();

/** The most rows and columns of one page. */
const maxPageRows = 500;
const maxColumns = 20_000;

const eventSortSchema = z.strictObject({
  column: columnName,
  direction: z.enum(['ascending', 'descending']),
});
export type EventSort = z.infer<typeof eventSortSchema>;

/** All conditions have to hold. */
const filters = z.array(eventFilterSchema).max(100);

const dataFilterSchema = runRefSchema.extend({ filters });

/** Which events, and in which order: without a sort, as they came in. */
const eventViewSchema = dataFilterSchema.extend({ sort: eventSortSchema.nullable() });
export type EventView = z.infer<typeof eventViewSchema>;

/** A view, and of its columns those that are wanted, in this order. */
export const eventTableSchema = eventViewSchema.extend({
  columns: z.array(columnName).min(1).max(maxColumns),
});
export type EventTable = z.infer<typeof eventTableSchema>;

const dataPageRequestSchema = eventTableSchema.extend({
  offset: whole,
  limit: z.number().int().min(1).max(maxPageRows),
});
export type DataPageRequest = z.infer<typeof dataPageRequestSchema>;

// Text keeps what a number of JavaScript would lose: digits beyond 2^53, microseconds. Null is no value.
const cell = z.string().nullable();

/** `row` is the event's place in the file, 0-based; `cells` follow the columns asked for. Long texts are cut. */
const dataPageSchema = z.object({
  rows: z.array(z.object({ row: whole, cells: z.array(cell) })),
});
export type DataPage = z.infer<typeof dataPageSchema>;

const dataCountSchema = z.object({
  /** How many events match. */
  rows: whole,
  /** The filters as a WHERE clause over `events_cleaned.parquet`, ready to paste. Empty without filters. */
  where: z.string(),
});

/** One whole event: a cell a column, in the order of the file. */
const dataRowSchema = z.object({ cells: z.array(cell) });

/** How far the order that is being prepared has come; null where that is not known. */
const dataProgressSchema = z.object({ share: z.number().nullable() });

export const dataCalls = {
  /** A page of the cleaned events. The first of a new order may take seconds: `data:progress` tells how far it is. */
  'data:page': call({
    takes: dataPageRequestSchema,
    gives: dataPageSchema,
    answeredBy: 'engine',
    errors: codesOfViews,
  }),
  'data:count': call({
    takes: dataFilterSchema,
    gives: dataCountSchema,
    answeredBy: 'engine',
    errors: codesOfViews,
  }),
  /** A whole event, by its place in the file, 0-based. */
  'data:row': call({
    takes: runRefSchema.extend({ row: whole }),
    gives: dataRowSchema,
    answeredBy: 'engine',
    errors: codesOfViews,
  }),
  'data:progress': call({
    takes: runRefSchema,
    gives: dataProgressSchema,
    answeredBy: 'engine',
    errors: codesOfViews,
  }),
};
