/**
 * The floor plan: which room may import which, as data. A room always may import itself. Every
 * import, of types too, needs a row here; how files are read and reported is not known here.
 */

export interface Room {
  /** A folder (ends in a slash) or a file. The longest one that fits a path is its room. */
  readonly path: string;
  /** Folders and files of the repository that it may import at run time. */
  readonly imports: readonly string[];
  /** npm packages; `node:` stands for Node's own, `*` for any. */
  readonly packages: readonly string[];
  /** What it may import as types alone, beside all of the above. */
  readonly types: readonly string[];
}

function room(path: string, may: Partial<Pick<Room, 'imports' | 'packages' | 'types'>> = {}): Room {
  return { path, imports: may.imports ?? [], packages: may.packages ?? [], types: may.types ?? [] };
}

/** What every element may use. */
const COMMON = [
  'components/shared/',
  'components/locale/',
  'components/events.ts',
  'components/later-events.ts',
];
/** The files of the server whose types reach the browser: the checkout's contract and the wallet's. */
const CONTRACT = ['server/wire/elements.ts', 'server/wire/wallet.ts'];
const LIT = ['lit', '@lit/localize'];

const leaf = (path: string, more: readonly string[] = []): Room =>
  room(path, { imports: [...COMMON, ...more], packages: LIT, types: CONTRACT });

const SERVER: readonly Room[] = [
  room('server/index.ts', { imports: ['server/'], packages: ['*'] }),
  room('server/main.ts', { imports: ['server/commands/', 'server/index.ts'] }),
  room('server/commands/', { imports: ['server/'], packages: ['*'] }),
  room('server/csp.ts', {
    imports: ['server/model/', 'server/script-inventory.ts'],
    packages: ['node:'],
  }),
  room('server/script-inventory.ts', { packages: ['node:'], types: ['server/model/'] }),
  room('server/config.ts', {
    imports: ['server/model/', 'server/route-rules.ts'],
    packages: ['zod', 'node:'],
  }),
  room('server/route-rules.ts', { imports: ['server/model/'], packages: ['zod'] }),
  room('server/context.ts', { imports: ['server/model/'], types: ['server/'] }),
  room('server/keepsake.mjs', {
    imports: ['server/main.ts', 'dist/js/server/main.js'],
    packages: ['tsx', 'node:'],
  }),
  room('server/built.ts', { packages: ['node:'] }),
  room('server/build.ts', { packages: ['node:'] }),
  room('server/keys.ts', { packages: ['node:'] }),
  room('server/chance.ts', { packages: ['node:'] }),
  room('server/webhook-sender.ts', {
    imports: ['server/model/'],
    packages: ['node:'],
    types: ['server/context.ts'],
  }),
  room('server/log.ts', {
    imports: [
      'server/telemetry/log-fields.ts',
      'server/telemetry/log-errors.ts',
      'server/telemetry/scrub.ts',
    ],
    packages: ['pino'],
    types: ['server/context.ts'],
  }),
  room('server/telemetry/', {
    imports: ['server/model/', 'server/storage/standing.ts', 'server/context.ts'],
    packages: ['prom-client', 'node:'],
    types: ['server/'],
  }),
  room('server/model/'),
  room('server/wire/', { imports: ['server/model/'], packages: ['zod'], types: ['server/'] }),
  room('server/storage/', {
    imports: ['server/model/'],
    packages: ['kysely', 'better-sqlite3', 'pg', 'node:'],
    types: ['server/context.ts', 'server/config.ts', 'kysely', 'pg'],
  }),
  room('server/processors/', {
    imports: ['server/model/'],
    packages: ['stripe', '@adyen/api-library', 'zod', 'node:'],
    types: ['server/context.ts', 'server/config.ts'],
  }),
  room('server/domain/', {
    imports: [
      'server/model/',
      'server/storage/',
      'server/context.ts',
      'server/processors/processor.ts',
    ],
    types: ['server/wire/', 'server/telemetry/', 'server/config.ts', 'kysely'],
  }),
  // People's pages speak the merchant API, and reach nothing behind it.
  room('server/operator/', { imports: ['server/model/'], packages: ['hono', 'node:'] }),
  room('server/http/', {
    imports: [
      'server/domain/',
      'server/wire/',
      'server/context.ts',
      'server/model/',
      'server/operator/',
    ],
    packages: ['hono', 'qs', 'node:'],
    types: ['server/', 'zod'],
  }),
  room('server/worker/', {
    imports: ['server/domain/', 'server/storage/due.ts', 'server/context.ts', 'server/model/'],
    types: ['server/'],
  }),
  room('server/bank/', {
    packages: ['hono', '@hono/node-server', 'zod', 'better-sqlite3', 'node:'],
  }),
];

const COMPONENTS: readonly Room[] = [
  room('components/index.ts', { imports: ['components/'], types: CONTRACT }),
  room('components/define.ts', { imports: ['components/'], types: CONTRACT }),
  room('components/define-wallet.ts', { imports: ['components/'], types: CONTRACT }),
  room('components/events.ts', { types: CONTRACT }),
  room('components/later-events.ts', { types: CONTRACT }),
  room('components/themes/', { packages: LIT }),
  room('components/shared/', {
    imports: ['components/locale/', 'components/events.ts', 'components/themes/'],
    packages: LIT,
    types: CONTRACT,
  }),
  room('components/locale/', { packages: LIT, types: CONTRACT }),
  room('components/render/', {
    imports: ['components/'],
    packages: [...LIT, 'node:'],
    types: CONTRACT,
  }),
  room('components/types/', {
    packages: ['node:'],
    types: ['components/', 'lit', 'react', 'vue', 'svelte'],
  }),
  // Documentation is read off the classes and their comments.
  room('components/manifest/', { imports: ['components/'], packages: ['node:'], types: ['lit'] }),
  // A merchant's tests speak the elements' words and import no page.
  room('components/testing/', { imports: ['components/locale/'] }),
  leaf('components/session/'),
  room('components/checkout/', { imports: ['components/'], packages: LIT, types: CONTRACT }),
  room('components/wallet/', { imports: ['components/'], packages: LIT, types: CONTRACT }),
  room('components/update/', { imports: ['components/'], packages: LIT, types: CONTRACT }),
  leaf('components/methods/'),
  // Words of card fields are the same, whoever's fields they are.
  leaf('components/card/', ['server/bank/protocol.ts', 'server/bank/frame/labels.ts']),
  leaf('components/consent/'),
  leaf('components/address/'),
  leaf('components/remove-dialog/'),
  leaf('components/summary/'),
  leaf('components/plan/'),
  leaf('components/pay-button/'),
  leaf('components/challenge/'),
];

export const ROOMS: readonly Room[] = [
  ...SERVER,
  ...COMPONENTS,
  // What a merchant's own page knows of the tag is its markup, its events and their types.
  room('demo/frameworks/', { packages: ['*'], types: ['components/'] }),
  room('demo/', { imports: ['server/index.ts', 'server/bank/index.ts'], packages: ['*'] }),
];

/** Rooms where every file must stand in the plan; elsewhere (tests, tools) anything may be used. */
export const PLANNED = ['server/', 'components/', 'demo/'];

/** Decisions: no clock, no chance, no network, no waiting. */
export const PURE = [
  'server/model/',
  'server/bank/protocol.ts',
  'components/checkout/missing.ts',
  'components/methods/roving.ts',
  'components/methods/describe.ts',
  'components/session/checkout-machine.ts',
  'components/session/checkout-state.ts',
  'components/session/wallet-machine.ts',
  'components/wallet/outcome-text.ts',
  'components/wallet/questions.ts',
  'components/wallet/read-expiry.ts',
];

/** Who may write to the terminal. */
export const SPEAKERS = [
  'demo/',
  'server/main.ts',
  'server/commands/',
  'components/types/',
  'test/run.ts',
  'test/bench/',
  'test/browsers/',
  'test/proof/',
  'test/sheets/',
  'test/support/',
];

/** Whether `path` is that file, or lies in that folder. */
export function within(path: string, place: string): boolean {
  return place.endsWith('/') ? path.startsWith(place) : path === place;
}

export function isWithinAny(path: string, places: readonly string[]): boolean {
  return places.some((place) => within(path, place));
}

export function roomOf(path: string): Room | null {
  const fitting = ROOMS.filter((each) => within(path, each.path));
  return fitting.sort((a, b) => b.path.length - a.path.length)[0] ?? null;
}

function packageAllowed(name: string, allowed: readonly string[]): boolean {
  return allowed.some(
    (each) =>
      each === '*' ||
      name === each ||
      name.startsWith(`${each}/`) ||
      (each === 'node:' && name.startsWith('node:')),
  );
}

/**
 * Why this import is not in the plan, or null where it is.
 * @param target the imported file's path, or the package's name as written
 */
export function refusal(
  from: string,
  target: { readonly kind: 'file' | 'package'; readonly name: string },
  typeOnly: boolean,
): string | null {
  if (!isWithinAny(from, PLANNED)) return null;
  const here = roomOf(from);
  if (!here) return `${from} is in no room of the floor plan`;
  const how = typeOnly ? 'the types of ' : '';
  if (target.kind === 'package') {
    const allowed = typeOnly ? [...here.packages, ...here.types] : here.packages;
    return packageAllowed(target.name, allowed)
      ? null
      : `${here.path} may not import ${how}the package ${target.name}`;
  }
  const allowed = [here.path, ...here.imports, ...(typeOnly ? here.types : [])];
  return isWithinAny(target.name, allowed)
    ? null
    : `${here.path} may not import ${how}${target.name}`;
}
