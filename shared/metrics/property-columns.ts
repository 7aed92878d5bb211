/** The types a property column can have, narrowest first. */
export const propertyTypes = ['BIGINT', 'DOUBLE', 'BOOLEAN', 'VARCHAR'] as const;
export type PropertyType = (typeof propertyTypes)[number];

/** Where the properties of the cleaned events stand. */
export type PropertyColumns = {
  /** Each key with its column. */
  readonly properties: readonly { key: string; column: string; type: PropertyType }[];
  /** How many further keys stand in `prop__rest`; 0: there is no such column. */
  readonly restKeys: number;
};

/** The column for the keys beyond `ingest.max_property_columns`; no key takes its name. */
export const restColumn = 'prop__rest';
