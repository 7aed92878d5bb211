import { z } from 'zod';

// The page may not evaluate code, and zod would, to be faster. Imported before any schema is made.
z.config({ jitless: true });
