import type { MenuCommand } from '../../../shared/ipc/menu.ts';
import type { Handlers } from '../ipc.ts';
import { setMenu } from '../menu.ts';

/** The native menu follows the screens that the window has. */
export function menuHandlers(send: (command: MenuCommand) => void): Pick<Handlers, 'menu:screens'> {
  return {
    'menu:screens': (screens) => {
      setMenu(send, screens);
      return undefined;
    },
  };
}
