/** How the names begin of all that a run keeps in its output folder besides its outputs, until it is over. */
export const workPrefix = '.event-analytics';
