#!/usr/bin/env node
/** Starts the command from its TypeScript source; `tsx` is what lets Node 20 read it. */
import { register } from 'tsx/esm/api';

register();
await import('./main.ts');
