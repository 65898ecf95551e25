/**
 * The command `keepsake csp`: what a merchant's page must allow, and which scripts it then runs, in
 * whichever form the page, a header or an assessor wants. It prints; it changes no page.
 */
import { createHash } from 'node:crypto';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { contentPolicy, policyText } from './model/content-policy.ts';
import { importMapOf, inventoryText, type Place, scriptInventory } from './script-inventory.ts';

export const CSP_HELP = `Prints the policy's value; --header the header's line, --meta a <meta>, --json all with the reason of
every directive, --html the scripts to paste (of --tag checkout or wallet, by default checkout). With
--pinned every script is held to its hash. --inventory [--json] lists the scripts for an assessor.`;

/** What was asked cannot be understood. */
export class WrongWord extends Error {}

const FORMS = ['header', 'meta', 'json', 'html', 'inventory'] as const;

/** Blocks scripts without a hash, in browsers that know it. */
const INTEGRITY_POLICY = 'blocked-destinations=(script)';

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
const sha256 = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`;

const TAGS = ['checkout', 'wallet'];

interface Wish {
  readonly form: string;
  readonly pinned: boolean;
  readonly json: boolean;
  /** Which tags the page has. */
  readonly tags: readonly string[];
}

/** @throws WrongWord instead of what the parser throws */
function parsed<const O extends NonNullable<ParseArgsConfig['options']>>(
  words: readonly string[],
  options: O,
) {
  try {
    return parseArgs({ args: [...words], options }).values;
  } catch (reason) {
    const [sentence = ''] = String((reason as Error).message).split(/\.?\s+To specify|\n/);
    throw new WrongWord(`csp: ${sentence}; see keepsake csp --help`);
  }
}

/** @throws WrongWord for an unknown option, or two forms at once */
function readOptions(words: readonly string[]): Wish {
  const boolean = { type: 'boolean' } as const;
  const options = { header: boolean, meta: boolean, json: boolean, html: boolean };
  const values = parsed(words, {
    ...options,
    inventory: boolean,
    pinned: boolean,
    tag: { type: 'string', multiple: true, default: ['checkout'] },
  });
  const tags = [...new Set(values.tag)];
  if (!tags.every((tag) => TAGS.includes(tag)))
    throw new WrongWord(`csp: --tag is ${TAGS.join(' or ')}`);
  const given = FORMS.filter((form) => values[form]);
  const json = values.json === true;
  const asked = values.inventory ? given.filter((form) => form !== 'json') : given;
  if (asked.length > 1) throw new WrongWord(`csp: --${asked.join(' and --')} exclude each other`);
  return { form: asked[0] ?? 'value', pinned: values.pinned === true, json, tags };
}

/** The entry that is named by its content, which a pinned page loads instead of the short-lived one. */
const isPinnedEntry = (tag: string) => (url: string) =>
  new RegExp(`/assets/keepsake-${tag}-[^/]+\\.js$`).test(url);

/**
 * @param words what follows `keepsake csp`
 * @returns what to print, without the last line's end
 * @throws with one line for a person, for wrong words or files that are not built
 */
export function cspOutput(words: readonly string[], place: Place): string {
  const { form, pinned, json, tags } = readOptions(words);
  const inventory = form === 'inventory' || form === 'json' || pinned ? scriptInventory(place) : [];
  if (form === 'inventory')
    return json ? JSON.stringify(inventory, null, 2) : inventoryText(inventory);
  const entries = tags.flatMap((tag) => inventory.filter(({ url }) => isPinnedEntry(tag)(url)));
  const map = pinned ? importMapOf(inventory, entries) : null;
  const directives = contentPolicy({
    api: new URL(place.api).origin,
    bank: new URL(place.bank).origin,
    importMap: map === null ? null : sha256(map),
    vendors: place.vendors ?? [],
  });
  // A processor's script comes without a hash, which the header would have it blocked for.
  const foreign = inventory.some(({ integrity }) => integrity === null);
  const held = pinned && !foreign ? INTEGRITY_POLICY : null;
  const policy = policyText(directives);
  const scripts = pinned
    ? entries.map(
        ({ url, integrity }) =>
          `<script type="module" src="${url}" integrity="${integrity}" crossorigin="anonymous"></script>`,
      )
    : tags.map((tag) => `<script type="module" src="${place.api}/keepsake-${tag}.js"></script>`);
  const importMap = map === null ? [] : [`<script type="importmap">${map}</script>`];
  const html = [...importMap, ...scripts].join('\n');
  switch (form) {
    case 'header':
      return [
        `Content-Security-Policy: ${policy}`,
        ...(held === null ? [] : [`Integrity-Policy: ${held}`]),
      ].join('\n');
    case 'meta':
      return `<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">`;
    case 'html':
      return html;
    case 'json':
      return JSON.stringify(
        {
          policy,
          directives,
          html,
          integrity_policy: held,
          scripts: inventory,
        },
        null,
        2,
      );
    default:
      return policy;
  }
}
