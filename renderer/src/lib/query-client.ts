import { QueryClient } from '@tanstack/react-query';

/** The one cache of what the app answers. Nothing changes behind its back: events say when something is out of date. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Number.POSITIVE_INFINITY,
      retry: false,
      refetchOnWindowFocus: false,
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});
