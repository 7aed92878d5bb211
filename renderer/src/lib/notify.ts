import { notifications } from '@mantine/notifications';
import { failureOfCall } from './call.ts';

/** Says that something the user asked for was not done, wherever they are. @param title what was not done */
export function notifyFailure(title: string, error: unknown): void {
  // The same failure again replaces the first: one is enough to read.
  notifications.hide(title);
  notifications.show({
    id: title,
    color: 'red.9',
    title,
    message: failureOfCall(error).message,
    autoClose: false,
  });
}
