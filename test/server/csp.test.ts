/** What `keepsake csp` prints, and that the records of the build tell the truth about what is served. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { adyenScript } from '../../components/card/adyen-fields.ts';
import { STRIPE_SCRIPT } from '../../components/card/stripe-fields.ts';
import { cspOutput } from '../../server/csp.ts';
import { vendorsOf } from '../../server/model/vendor.ts';
import type { InventoryEntry } from '../../server/script-inventory.ts';
import { startWorld, type World } from '../support/world.ts';

let world: World;
before(async () => {
  world = await startWorld();
});
after(() => world.close());

/** The command as a program of its own. */
function run(...words: string[]) {
  const { PUBLIC_URL, BANK_URL } = world.environment;
  const env = { ...process.env, PUBLIC_URL, BANK_URL };
  return spawnSync(process.execPath, ['server/keepsake.mjs', 'csp', ...words], {
    env,
    encoding: 'utf8',
  });
}
const print = (...words: string[]) => {
  const place = { elements: 'dist/elements', frame: 'dist/frame' };
  return cspOutput(words, { ...place, api: world.api.url, bank: world.bank.url });
};

const sha384 = (bytes: Uint8Array) =>
  `sha384-${createHash('sha384').update(bytes).digest('base64')}`;

const fileOf = (url: string) => new URL(url).pathname.slice(1);

/** These built files and all that they import, at once or later, as their text and a map say. */
function importedBy(
  entries: readonly string[],
  map: Readonly<Record<string, string>>,
): ReadonlySet<string> {
  const led = new Map(Object.entries(map).map(([from, to]) => [fileOf(from), fileOf(to)]));
  const found = new Set(entries);
  const add = (file: string) => found.add(led.get(file) ?? file);
  for (const file of found) {
    const text = readFileSync(`dist/elements/${file}`, 'utf8');
    for (const [, address = ''] of text.matchAll(/["'`](\.[^"'`\s]*\.js)["'`]/g))
      add(fileOf(new URL(address, `http://here/${file}`).href));
  }
  return found;
}

async function fetched(url: string): Promise<{ bytes: Uint8Array; headers: Headers }> {
  const response = await fetch(url);
  assert.equal(response.status, 200, url);
  return { bytes: new Uint8Array(await response.arrayBuffer()), headers: response.headers };
}

describe('keepsake csp', () => {
  it('prints one policy in each form that a page can carry it in', () => {
    const policy = run().stdout.trimEnd();
    const { api, bank } = world;
    assert.equal(
      policy,
      [
        "default-src 'none'",
        `script-src ${api.url}`,
        `style-src ${api.url}`,
        `connect-src ${api.url}`,
        `frame-src ${bank.url} ${api.url}`,
        "base-uri 'none'",
        "form-action 'self'",
        "require-trusted-types-for 'script'",
        'trusted-types lit-html',
      ].join('; '),
    );
    assert.equal(print(), policy);
    assert.equal(print('--header'), `Content-Security-Policy: ${policy}`);
    assert.equal(
      print('--meta'),
      `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    );
    const told = JSON.parse(print('--json'));
    assert.equal(told.policy, policy);
    for (const { name, why } of told.directives) assert.match(why, /\w{3,}.*\.$/, name);
  });

  it('lets in the script of a processor’s own fields, and no other', () => {
    const settings = {
      processors: ['stripe', 'adyen', 'sandbox'],
      stripePublishableKey: 'pk_test_1',
      adyenClientKey: 'live_1',
      adyenEnvironment: 'live-us',
    };
    const place = {
      elements: 'dist/elements',
      frame: 'dist/frame',
      api: 'https://pay.example',
      bank: 'https://bank.example',
      vendors: vendorsOf(settings),
    };
    const cdn = 'https://checkoutshopper-live-us.cdn.adyen.com';
    assert.equal(
      cspOutput([], place),
      [
        "default-src 'none'",
        `script-src https://pay.example https://js.stripe.com https://*.js.stripe.com ${cdn}`,
        'style-src https://pay.example',
        `connect-src https://pay.example https://api.stripe.com ${cdn} https://checkoutshopper-live-us.adyen.com https://checkoutanalytics-live-us.adyen.com`,
        'frame-src https://bank.example https://pay.example https:',
        "base-uri 'none'",
        "form-action 'self'",
      ].join('; '),
    );
    const inventory: InventoryEntry[] = JSON.parse(cspOutput(['--inventory', '--json'], place));
    const foreign = inventory.filter(({ integrity }) => integrity === null);
    assert.deepEqual(
      foreign.map(({ url }) => url),
      [STRIPE_SCRIPT, adyenScript('live-us')],
    );
    for (const { loadedBy } of foreign)
      assert.ok(inventory.some(({ url }) => loadedBy.some((file) => url.endsWith(file))));
    assert.match(cspOutput(['--inventory'], place), /integrity {2}none: /);
    const pinned = JSON.parse(cspOutput(['--pinned', '--json'], place));
    assert.equal(pinned.integrity_policy, null);
    assert.doesNotMatch(pinned.html, /null/);

    const adyenAlone = vendorsOf({ ...settings, processors: ['adyen'] });
    assert.match(
      cspOutput([], { ...place, vendors: adyenAlone }),
      /require-trusted-types-for 'script'; trusted-types lit-html keepsake-card-fields$/,
    );

    const without = vendorsOf({ processors: ['stripe'], adyenEnvironment: 'test' });
    const policy = cspOutput([], { ...place, vendors: without });
    assert.match(policy, /frame-src [^;]* https:;.*require-trusted-types-for/);
    assert.doesNotMatch(policy, /stripe/);
  });

  it('pins an import map by its hash, and an entry whose name stays', () => {
    const { policy, html, integrity_policy: integrity } = JSON.parse(print('--pinned', '--json'));
    const map = /<script type="importmap">(.*?)<\/script>/.exec(html)?.[1] ?? '';
    const hash = createHash('sha256').update(map).digest('base64');
    assert.ok(policy.includes(`'sha256-${hash}'`));
    assert.match(html, /src="[^"]+\/assets\/keepsake-checkout-[\w-]+\.js" integrity="sha384-/);
    assert.equal(integrity, 'blocked-destinations=(script)');
  });

  for (const tags of [['checkout'], ['wallet'], ['checkout', 'wallet']]) {
    it(`pins what a page with ${tags} can come to load, and nothing else`, () => {
      const html = print('--pinned', '--html', ...tags.flatMap((tag) => ['--tag', tag]));
      const map = /<script type="importmap">(.*?)<\/script>/.exec(html)?.[1] ?? '{}';
      const { imports, integrity } = JSON.parse(map);
      const pinned = Object.keys(integrity);
      const entries = [...html.matchAll(/src="([^"]+)"/g)].map(([, url]) => url ?? '');
      assert.equal(entries.length, tags.length);
      assert.deepEqual(
        pinned.map(fileOf).sort(),
        [...importedBy(entries.map(fileOf), imports)].sort(),
      );
    });
  }

  it('names origins alone, wherever the API is mounted', () => {
    const place = { elements: 'dist/elements', frame: 'dist/frame' };
    const mounted = { api: 'https://shop.example/pay', bank: 'https://bank.example/x' };
    const policy = cspOutput([], { ...place, ...mounted });
    assert.match(policy, /script-src https:\/\/shop\.example;/);
    assert.match(policy, /frame-src https:\/\/bank\.example https:\/\/shop\.example;/);
  });

  it('takes no word that it does not know', () => {
    for (const words of [['--nonsense'], ['--meta', '--html'], ['stray']])
      assert.throws(() => print(...words), /./, words.join(' '));
    const { status, stderr, stdout } = run('--nonsense');
    assert.equal(status, 2);
    assert.match(stderr, /^keepsake: .+\n$/);
    assert.equal(stdout, '');
  });
});

describe('the inventory of scripts', () => {
  it('names every script that is served, once, with its hash and what it is for', async () => {
    const inventory = JSON.parse(print('--inventory', '--json')) as readonly InventoryEntry[];
    for (const { url, integrity, purpose, loadedBy } of inventory) {
      const { bytes } = await fetched(url);
      assert.equal(integrity, sha384(bytes), url);
      assert.match(purpose, /^\p{Lu}.{4,}\.$/u, url);
      assert.ok(loadedBy.length > 0, url);
    }
    const urls = inventory.map(({ url }) => url);
    assert.equal(new Set(urls).size, urls.length);
    const files = readdirSync('dist/elements', { recursive: true, encoding: 'utf8' });
    for (const file of files.filter((name) => name.endsWith('.js')))
      assert.ok(urls.includes(`${world.api.url}/${file}`), file);
  });

  it('can be read by a person', () => {
    const text = print('--inventory');
    assert.match(text, /^http\S+\/keepsake-checkout\.js$/m);
    assert.match(text, /^ {2}purpose {4}\S/m);
  });
});

describe('the built files', () => {
  it('are what the manifest says', async () => {
    const { bytes } = await fetched(`${world.api.url}/integrity.json`);
    const manifest = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, string>;
    const files = readdirSync('dist/elements', { recursive: true, encoding: 'utf8' });
    assert.deepEqual(
      Object.keys(manifest).sort(),
      files.filter((file) => /\.(js|css)$/.test(file)).sort(),
    );
    for (const [file, integrity] of Object.entries(manifest))
      assert.equal(integrity, sha384((await fetched(`${world.api.url}/${file}`)).bytes), file);
  });

  it('never change under a name that holds their hash', async () => {
    const names = readdirSync('dist/elements/assets');
    for (const name of names) {
      const { headers } = await fetched(`${world.api.url}/assets/${name}`);
      assert.equal(headers.get('cache-control'), 'public, max-age=31536000, immutable');
    }
    const { headers } = await fetched(`${world.api.url}/keepsake-checkout.js`);
    assert.match(headers.get('cache-control') ?? '', /max-age=300$/);
  });

  it('hold no way around a policy: no text is made into script, markup or style', () => {
    const found = execFileSync('sh', [
      '-c',
      "grep -lE '\\beval\\(|new Function|document\\.write|insertAdjacentHTML|\\.outerHTML=' -r dist/elements dist/frame || true",
    ]);
    assert.equal(found.toString(), '');
  });
});
