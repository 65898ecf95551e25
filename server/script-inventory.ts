/**
 * Which scripts a page with the tags runs, from the build's own records: address, hash, purpose,
 * what loads it. It fetches nothing and judges nothing; whoever runs the page authorizes.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Vendor } from './model/vendor.ts';

/** Where the built files are, and from which origins they are served. */
export interface Place {
  readonly elements: string;
  readonly frame: string;
  readonly api: string;
  readonly bank: string;
  /** Real processors; none where nothing is said. */
  readonly vendors?: readonly Vendor[];
}

/** A file in the build's record; addresses are relative to its folder. */
interface Built {
  readonly file: string;
  readonly integrity: string;
  readonly purpose: string;
  readonly when: string;
  readonly loadedBy: readonly string[];
}

export interface InventoryEntry {
  readonly url: string;
  /** As in an `integrity` attribute; null where the processor changes its script without notice. */
  readonly integrity: string | null;
  readonly purpose: string;
  /** `page`: in the merchant's page. `frame`: in a frame of another origin, which cannot reach it. */
  readonly runs: 'page' | 'frame';
  readonly when: string;
  readonly loadedBy: readonly string[];
}

const OWN_PAGES = fileURLToPath(new URL('./http/pages', import.meta.url));

export function integrityOf(bytes: Uint8Array | string): string {
  return `sha384-${createHash('sha384').update(bytes).digest('base64')}`;
}

function built(folder: string): readonly Built[] {
  try {
    return JSON.parse(readFileSync(join(folder, 'scripts.json'), 'utf8')) as Built[];
  } catch {
    throw new Error(`${folder} holds no built files; run npm run build first`);
  }
}

/** Every script, first those of the page itself. @throws when the files are not built */
export function scriptInventory(place: Place): readonly InventoryEntry[] {
  const { elements, frame, api, bank, vendors = [] } = place;
  const inPage = built(elements).map((each): InventoryEntry => {
    const { file, integrity, purpose, when } = each;
    const loadedBy = each.loadedBy.length === 0 ? ['the page'] : each.loadedBy;
    return { url: `${api}/${file}`, integrity, purpose, runs: 'page', when, loadedBy };
  });
  const inFrame = built(frame).map(({ file, integrity, purpose }): InventoryEntry => {
    const text = readFileSync(join(frame, file), 'utf8');
    // The bank's address of a file carries the beginning of its hash.
    const version = createHash('sha256').update(text).digest('hex').slice(0, 16);
    return {
      url: `${bank}/frame/${file}?v=${version}`,
      integrity,
      purpose,
      runs: 'frame',
      when: 'when a new card or a security code is typed',
      loadedBy: [`${bank}/frame`],
    };
  });
  const done: InventoryEntry = {
    url: `${api}/pages/challenge-done.js`,
    integrity: integrityOf(readFileSync(join(OWN_PAGES, 'challenge-done.js'))),
    purpose: 'Tells the tag that the bank’s verification has ended.',
    runs: 'frame',
    when: 'when a verification has ended',
    loadedBy: [`${api}/challenge-done`],
  };
  const foreign = vendors.flatMap(({ name, fields }): readonly InventoryEntry[] => {
    const loader = inPage.find(({ url }) => url.includes(`/${name}-fields-`));
    if (!fields || !loader) return [];
    return [
      {
        url: fields.script,
        integrity: null,
        purpose: 'Makes the processor’s own card fields, in frames of the processor.',
        runs: 'page',
        when: 'when a new card or a security code is typed',
        loadedBy: [new URL(loader.url).pathname.slice(1)],
      },
    ];
  });
  return [...inPage, ...foreign, ...inFrame, done];
}

/** The scripts of a page that a page with these entries can come to load. */
function reachable(
  inventory: readonly InventoryEntry[],
  entries: readonly InventoryEntry[],
): readonly InventoryEntry[] {
  const found = new Set(entries);
  // A set grows while it is walked, so what was found leads further.
  for (const { url } of found) {
    for (const each of inventory)
      if (each.runs === 'page' && each.loadedBy.some((file) => url.endsWith(`/${file}`)))
        found.add(each);
  }
  return inventory.filter((each) => found.has(each));
}

/** Where a page that pins its scripts finds an entry when a later part asks for it by its own name. */
function pinnedPlaces(inventory: readonly InventoryEntry[]): Record<string, string> {
  const twins = inventory.flatMap(({ url }) => {
    const [, api, name] = /^(.*)\/assets\/(keepsake-[a-z]+)-[^/]+\.js$/.exec(url) ?? [];
    return name ? [[`${api}/${name}.js`, url]] : [];
  });
  return Object.fromEntries(twins);
}

/**
 * A module import map whose `integrity` pins every file of a page with these entries, also those
 * that are fetched later, and whose `imports` lead to the entries under the names that stay.
 */
export function importMapOf(
  inventory: readonly InventoryEntry[],
  entries: readonly InventoryEntry[],
): string {
  const pinned = reachable(inventory, entries);
  return JSON.stringify({
    imports: pinnedPlaces(pinned),
    integrity: Object.fromEntries(
      pinned.flatMap(({ url, integrity }) => (integrity === null ? [] : [[url, integrity]])),
    ),
  });
}

/** As plain text, one block a script, for a person to read and to sign. */
export function inventoryText(inventory: readonly InventoryEntry[]): string {
  return inventory
    .map(({ url, integrity, purpose, runs, when, loadedBy }) =>
      [
        url,
        `  purpose    ${purpose}`,
        `  runs in    ${runs === 'page' ? 'your page' : 'a frame of another origin'}, ${when}`,
        `  loaded by  ${loadedBy.join(', ')}`,
        `  integrity  ${integrity ?? 'none: the processor keeps the script up to date under this address'}`,
      ].join('\n'),
    )
    .join('\n\n');
}
