/** What `npm run docs` wrote about the elements, read as anybody outside could. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';

const MANIFEST = new URL('../dist/elements/custom-elements.json', import.meta.url);

const described = z.object({ name: z.string(), description: z.string() });
const typed = described.extend({ type: z.object({ text: z.string() }).optional() });
const declaration = z.object({
  tagName: z.string(),
  summary: z.string(),
  attributes: z.array(typed),
  members: z.array(typed.extend({ kind: z.string(), attribute: z.string().optional() })),
  events: z.array(typed),
  slots: z.array(described),
  cssParts: z.array(described),
  cssProperties: z.array(described),
});
export type Declaration = z.infer<typeof declaration>;
const manifest = z.object({
  modules: z.array(z.object({ declarations: z.array(declaration) })),
});

/** What `npm run docs` wrote; null before it did. */
export function readDeclarations(): readonly Declaration[] | null {
  try {
    const { modules } = manifest.parse(JSON.parse(readFileSync(MANIFEST, 'utf8')));
    return modules.flatMap(({ declarations }) => declarations);
  } catch {
    return null;
  }
}
