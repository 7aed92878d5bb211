/** The screens, in the order of the sidebar. */
export type ScreenId =
  | 'sources'
  | 'rules'
  | 'run'
  | 'daily'
  | 'cohorts'
  | 'quality'
  | 'data'
  | 'export'
  | 'history'
  | 'settings';
