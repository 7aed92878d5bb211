import { create } from 'zustand';
import type { ScreenId } from '../../../shared/ipc/menu.ts';

type Navigation = { screen: ScreenId };

/** Which screen is shown. */
export const useNavigation = create<Navigation>(() => ({ screen: 'sources' }));

export function goTo(screen: ScreenId): void {
  useNavigation.setState({ screen });
}
