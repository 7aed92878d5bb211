import { create } from 'zustand';

type Sources = {
  /** What was dropped or chosen: files and folders. */
  paths: readonly string[];
  /** Files taken out again, though a chosen folder holds them. */
  excluded: readonly string[];
};

const nothing: Sources = { paths: [], excluded: [] };

/** What the next run reads. */
export const useSources = create<Sources>(() => nothing);

/** Adds paths to those there are; each counts once. */
export function addPaths(added: readonly string[]): void {
  useSources.setState(({ paths, excluded }) => ({
    paths: [...new Set([...paths, ...added])],
    excluded: excluded.filter((path) => !added.includes(path)),
  }));
}

/** Takes one file out, or a path that cannot be used. */
export function removePath(removed: string): void {
  useSources.setState(({ paths, excluded }) =>
    paths.includes(removed)
      ? { paths: paths.filter((path) => path !== removed) }
      : { excluded: [...excluded, removed] },
  );
}

export function clearSources(): void {
  useSources.setState(nothing);
}
