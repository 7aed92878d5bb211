import { notifications } from '@mantine/notifications';
import { create } from 'zustand';
import type { Reply } from '../../../../shared/ipc/reply.ts';
import type { Saving } from '../../../../shared/ipc/save.ts';
import { call, failureOf } from '../../lib/call.ts';
import { notifyFailure } from '../../lib/notify.ts';

type SaveStore = {
  /** The table that is being written; null where none is. */
  saving: Saving | null;
  /** From the press of the button on, while the user is asked where. */
  isAsked: boolean;
};

export const useSave = create<SaveStore>(() => ({ saving: null, isAsked: false }));

/** Follows what is being saved from now on, and catches up with it. */
export async function listenToSaves(): Promise<void> {
  let hasHeard = false;
  window.api.on('save:changed', (saving) => {
    hasHeard = true;
    useSave.setState({ saving });
  });
  const saving = await call(window.api.save.current());
  // What was heard meanwhile is later than the answer.
  if (!hasHeard) useSave.setState({ saving });
}

/**
 * Has a table saved, unless one is being saved already, and says what came of it, wherever the user is by then.
 * @param name what the table is called
 */
export async function saveView(name: string, ask: () => Promise<Reply<string | null>>): Promise<void> {
  const { saving, isAsked } = useSave.getState();
  if (isAsked || saving !== null) return;
  useSave.setState({ isAsked: true });
  try {
    const path = await call(ask());
    if (path !== null) notifications.show({ color: 'teal.9', title: `${name}: saved`, message: path });
  } catch (error) {
    if (failureOf(error).code === 'CANCELLED')
      notifications.show({
        color: 'yellow',
        title: `${name}: not saved`,
        message: 'Cancelled; nothing was written.',
      });
    else notifyFailure(`${name}: not saved`, error);
  } finally {
    useSave.setState({ isAsked: false });
  }
}

/** Cancels what is being saved; one that is being put in place may still finish. */
export async function cancelSave(): Promise<void> {
  await call(window.api.save.cancel()).catch((error: unknown) =>
    notifyFailure('Saving is not cancelled', error),
  );
}
