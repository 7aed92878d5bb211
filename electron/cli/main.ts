#!/usr/bin/env node
import { answerSignals } from './signals.ts';

// First of all, and with the rest of the program still unloaded: a signal may come at any time.
answerSignals();
const { runCommandLine } = await import('./command-line.ts');
await runCommandLine();
