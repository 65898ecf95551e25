/**
 * One deliberate violation for each rule and for each wall of the floor plan, as files to put into a
 * copy of the house. A rule without a plant is a rule that nobody has seen working.
 */
import type { Rule } from './check.ts';

export interface Plant {
  readonly rule: Rule;
  /** Where the violation must be found; the first file planted. */
  readonly path: string;
  readonly files: Readonly<Record<string, string>>;
}

const HEADER = '/** Planted. */\n';

function one(rule: Rule, path: string, text: string): Plant {
  return { rule, path, files: { [path]: text } };
}

/** `from` imports `target`, in a form that the plan refuses. */
function wall(from: string, target: string, statement = 'import { it } from'): Plant {
  return one('room', from, `${HEADER}${statement} '${target}';\nexport const planted = it;\n`);
}

const TYPES = 'import type { it } from';

/** Elements that must not know each other. */
const LEAVES = [
  'methods',
  'card',
  'consent',
  'address',
  'remove-dialog',
  'summary',
  'pay-button',
  'challenge',
];

const WALLS: readonly Plant[] = [
  wall('server/model/planted.ts', 'zod'),
  wall('server/model/planted.ts', 'node:crypto'),
  wall('server/model/planted.ts', 'zod', TYPES),
  wall('server/model/planted.ts', '../context.ts', TYPES),
  wall('server/wire/planted.ts', '../domain/charge.ts'),
  wall('server/wire/planted.ts', 'node:crypto'),
  wall('server/storage/planted.ts', '../domain/charge.ts'),
  wall('server/storage/planted.ts', 'hono'),
  wall('server/processors/planted.ts', '../storage/database.ts'),
  wall('server/processors/planted.ts', '../domain/charge.ts'),
  wall('server/processors/planted.ts', '../bank/protocol.ts'),
  wall('server/telemetry/planted.ts', '../domain/charge.ts'),
  wall('server/telemetry/planted.ts', 'kysely'),
  wall('server/domain/planted.ts', '../telemetry/registry.ts'),
  wall('server/domain/planted.ts', '../processors/sandbox.ts'),
  wall('server/domain/planted.ts', '../processors/sandbox.ts', TYPES),
  wall('server/domain/planted.ts', '../http/app.ts', TYPES),
  wall('server/domain/planted.ts', '../wire/customers.ts'),
  wall('server/domain/planted.ts', 'hono'),
  wall('server/domain/planted.ts', 'stripe'),
  wall('server/operator/planted.ts', '../domain/charge.ts', TYPES),
  wall('server/operator/planted.ts', '../storage/database.ts'),
  wall('server/http/planted.ts', '../storage/database.ts'),
  wall('server/http/planted.ts', '../processors/sandbox.ts'),
  wall('server/http/planted.ts', 'kysely'),
  wall('server/worker/planted.ts', '../storage/database.ts'),
  wall('server/worker/planted.ts', '../http/app.ts'),
  wall('server/bank/planted.ts', '../model/money.ts'),
  wall('server/bank/planted.ts', '../model/money.ts', TYPES),
  wall('server/bank/planted.ts', 'stripe'),
  wall('server/http/planted.ts', '../../components/events.ts', TYPES),
  wall('server/domain/planted.ts', '../commands/command.ts'),
  wall('server/commands/planted.ts', '../../components/events.ts'),
  wall('server/main.ts', '../components/events.ts'),
  wall('server/main.ts', '../test/support/chromium.ts'),
  wall('server/config.ts', './storage/database.ts'),
  wall('components/update/planted.ts', 'vite'),
  wall('components/methods/planted.ts', '../consent/consent.ts'),
  wall('components/plan/planted.ts', '../summary/summary.ts'),
  wall('components/methods/planted.ts', '../session/client.ts'),
  wall('components/methods/planted.ts', '../session/client.ts', TYPES),
  wall('components/methods/planted.ts', '../../server/bank/protocol.ts'),
  wall('components/methods/planted.ts', '../../server/wire/elements.ts'),
  wall('components/card/planted.ts', '../../server/bank/card.ts'),
  wall('components/checkout/planted.ts', '../../server/wire/elements.ts'),
  wall('components/checkout/planted.ts', '../../server/wire/customers.ts', TYPES),
  wall('components/checkout/planted.ts', 'zod'),
  wall('components/session/planted.ts', '../checkout/checkout.ts'),
  wall('components/shared/planted.ts', '../methods/methods.ts'),
  wall('components/themes/planted.ts', '../shared/tokens.ts'),
  wall('components/locale/planted.ts', '../events.ts'),
  wall('components/events.ts', './shared/styles.ts'),
  wall('components/later-events.ts', './shared/styles.ts'),
  wall('demo/planted.ts', '../server/storage/database.ts'),
  wall('demo/planted.ts', '../server/wire/elements.ts', TYPES),
  wall('demo/planted.ts', '../components/define.ts'),
  wall('demo/frameworks/planted.tsx', '../../components/define.ts'),
  wall('demo/frameworks/planted.ts', '../../server/wire/elements.ts', TYPES),
  wall('server/index.ts', '../components/define.ts'),
  wall('server/context.ts', './storage/database.ts'),
  wall('server/keys.ts', './config.ts'),
  wall('server/built.ts', './config.ts'),
  wall('server/build.ts', './config.ts'),
  wall('server/keepsake.mjs', './config.ts'),
  wall('server/chance.ts', './config.ts'),
  wall('server/log.ts', './config.ts'),
  wall('server/csp.ts', './config.ts'),
  wall('server/script-inventory.ts', './config.ts'),
  wall('server/route-rules.ts', './config.ts'),
  wall('server/webhook-sender.ts', './storage/database.ts'),
  wall('components/index.ts', '../server/bank/protocol.ts'),
  wall('components/define.ts', '../server/wire/elements.ts'),
  wall('components/define-wallet.ts', '../server/wire/wallet.ts'),
  wall('components/wallet/planted.ts', '../../server/domain/mandates.ts', TYPES),
  wall('components/types/planted.ts', 'vite'),
  wall('components/render/planted.ts', '../../server/wire/elements.ts'),
  wall('components/render/planted.ts', 'vite'),
  wall('components/manifest/planted.ts', '../../server/wire/elements.ts'),
  wall('components/testing/planted.ts', '../checkout/checkout.ts'),
  wall('components/testing/planted.ts', 'playwright-core'),
  ...LEAVES.flatMap((leaf) => [
    wall(`components/${leaf}/planted.ts`, '../checkout/checkout.ts'),
    wall(`components/${leaf}/planted.ts`, '../session/checkout-controller.ts'),
  ]),
  // Every way to write an import.
  wall('server/model/planted.ts', 'zod', 'export { it } from'),
  wall('server/model/planted.ts', 'zod', 'export * from'),
  wall('server/model/planted.ts', 'zod', 'import'),
  wall('server/model/planted.ts', 'zod', 'import {\n  it,\n} from'),
  one('room', 'server/model/planted.ts', `${HEADER}export const planted = () => import('zod');\n`),
  one('room', 'server/model/planted.ts', `${HEADER}export type It = import('zod').ZodError;\n`),
];

const knot = (rule: Rule, statement: string): Plant => ({
  rule,
  path: 'server/domain/planted-a.ts',
  files: {
    'server/domain/planted-a.ts': `${HEADER}${statement} './planted-b.ts';\n`,
    'server/domain/planted-b.ts': `${HEADER}${statement} './planted-c.ts';\n`,
    'server/domain/planted-c.ts': `${HEADER}${statement} './planted-a.ts';\n`,
  },
});

const many = (count: number) => `${HEADER}${'export {};\n'.repeat(count)}`;
const halves = (...parts: string[]) => `${HEADER}// ${parts.join('')}\n`;
const source = (text: string) => `${HEADER}${text}\n`;

const HOUSE_RULES: readonly Plant[] = [
  knot('cycle-run-time', 'export * from'),
  knot('cycle-written', 'export type * from'),
  one('unknown-room', 'server/attic/planted.ts', source('export {};')),
  one('unknown-room', 'components/attic/planted.ts', source('export {};')),
  one('any', 'server/domain/planted.ts', source('export const it = JSON.parse("1") as any;')),
  one('any', 'test/planted.test.ts', source('export function it(x: any[]) { return x; }')),
  one('non-null', 'server/domain/planted.ts', source('export const it = [1][0]!;')),
  one('console', 'server/domain/planted.ts', source('console.log(1);')),
  one('console', 'components/card/planted.ts', source('console.error(1);')),
  one('pure', 'server/model/planted.ts', source('export const it = () => Date.now();')),
  one('pure', 'server/model/planted.ts', source('export const it = () => new Date();')),
  one('pure', 'server/model/planted.ts', source('export const it = () => Math.random();')),
  one('pure', 'server/model/planted.ts', source('export async function it() {}')),
  one('pure', 'server/model/planted.ts', source('export const it = () => fetch("/");')),
  one('pure', 'components/checkout/missing.ts', source('export const it = () => process.pid;')),
  one('syntax', 'server/domain/planted.ts', source('export const = 1;')),
  one('import-extension', 'server/domain/planted.ts', source("import './charge';")),
  one('header', 'server/domain/planted.ts', 'export {};\n'),
  one('header', 'server/domain/planted.ts', '// Not seen by tools.\nexport {};\n'),
  one('header', 'demo/planted.css', 'a {\n}\n'),
  one('size', 'server/domain/planted.ts', many(400)),
  one('size', 'test/planted.test.ts', many(600)),
  one('todo', 'server/domain/planted.ts', halves('TO', 'DO: later')),
  one('todo', 'demo/planted.css', halves('FIX', 'ME')),
  one('kebab-case', 'server/domain/plantedFile.ts', source('export {};')),
  one('kebab-case', 'components/Card/planted.ts', source('export {};')),
  one('vague-name', 'server/domain/utils.ts', source('export {};')),
  one('vague-name', 'server/domain/charge-manager.ts', source('export {};')),
  one('vague-name', 'components/helpers/planted.ts', source('export {};')),
  one('vague-name', 'server/model/types.ts', source('export {};')),
  one('top-level', 'planted.ts', source('export {};')),
  one('top-level', 'attic/planted.md', 'Planted.\n'),
  one('lock-address', 'package-lock.json', '{\n  "resolved": "https://example.com/x.tgz"\n}\n'),
  one('private-word', 'README.md', `See ${['/wo', 'rk/main'].join('')}.\n`),
  one('private-word', 'docs/planted.md', `From registry.${['npm', 'js'].join('')}.org.\n`),
  one('private-word', 'server/domain/planted.ts', halves('as iss', 'ue 12 asks')),
];

export const PLANTS: readonly Plant[] = [...WALLS, ...HOUSE_RULES];
