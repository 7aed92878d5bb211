/** What is stored: a run's two papers, what the app remembers of a run it started, and its settings. */
export type StoredKind = 'manifest' | 'report' | 'record' | 'settings';

/** A stored document as it was read: an object of JSON. */
export type StoredJson = Readonly<Record<string, unknown>>;

type Rewrite = (json: StoredJson) => StoredJson;

/**
 * The step from one format to the next: what has moved or was renamed since. What is new needs none: it is missing in
 * what was stored before, and nobody may guess it.
 */
export type Migration = { readonly [Kind in StoredKind]?: Rewrite } & {
  /** Columns of the tables of a run that were renamed: the new name by the old one. */
  readonly columns?: {
    readonly [Table in 'events' | 'daily' | 'cohorts']?: Readonly<Record<string, string>>;
  };
};
