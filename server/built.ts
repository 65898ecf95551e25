/**
 * Where the build puts what browsers load. The sources stand beside `dist/`; in a package they are
 * built too, and stand inside it. What is in those folders is not known here.
 */
import { fileURLToPath } from 'node:url';

const DIST = new URL(import.meta.url.endsWith('.ts') ? '../dist/' : '../../', import.meta.url);

/** The folder of the elements, of the bank's card frame, or of what renders the tag on servers. */
export function builtFolder(name: 'elements' | 'frame' | 'render'): string {
  return fileURLToPath(new URL(name, DIST));
}
