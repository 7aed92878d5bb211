import { goTo } from '../../lib/navigation-store.ts';
import { showRun } from '../../results/shown-run.ts';

/** Shows a finished run on the screens of results, its days first. */
export function openRun(id: string): void {
  showRun(id);
  goTo('daily');
}
