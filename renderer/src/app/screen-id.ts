export type { ScreenId } from '../../../shared/ipc/menu.ts';
