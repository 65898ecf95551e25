/**
 * Two builds. `vite build`: the elements, two entries with stable names that import files named by
 * their content. `vite build --mode frame`: the bank's card frame, one script and one stylesheet
 * with fixed names, because its page names them.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isAbsolute, join, posix } from 'node:path';
import { build, defineConfig, type Plugin, type UserConfig } from 'vite';
import { STYLE_FILES } from './components/render/style-files.ts';

/** What is fetched at once; everything else under `components/` comes when it is wanted. */
const FIRST = [
  /node_modules\/(lit|@lit)(?!.*directive)/,
  /components\/(methods|summary|pay-button\/pay|session(?!\/(wallet|checkout-(upkeep|acts|calls|machine)|offers-sync|press-keep|session-end|waiting|when-online))|shared(?!\/(brand-marks|wear|dialog))|events)/,
  /components\/checkout\/(checkout|fetch-acting|form|groups|inline-state|lazy|on-demand|outward|panels|pay-text|served)\./,
  /components\/locale\/(en|format|language|localize)\.ts/,
  /components\/define\.ts/,
];

/** What brings a card up to date, in the checkout and in the wallet. */
const UPKEEP =
  /components\/(wallet\/(expiry-form|read-expiry|busy|action-button)|locale\/(states|wallet)\/(en|words)\.ts)/;

const minifiers: Readonly<Record<string, (text: string) => string>> = {
  css: (text) =>
    text
      .replace(/\/\*.*?\*\//gs, '')
      .replace(/\s+/g, ' ')
      .replace(/ ?([{};,>/]) ?/g, '$1')
      .replace(/\( /g, '(')
      .replace(/ \)/g, ')')
      .replace(/#(.)\1(.)\2(.)\3\b/g, '#$1$2$3')
      .replace(/: /g, ':')
      .replace(/(?<![\d.])0\./g, '.')
      .replace(/;}/g, '}'),
  // A break between two tags is layout of the source; within text it is a space.
  html: (text) =>
    text
      .replace(/>\s*\n\s*</g, '><')
      .replace(/^\s*\n\s*(?=<)|(?<=>)\s*\n\s*$/g, '')
      .replace(/\s*\n\s*(?=\/?>)/g, '')
      .replace(/\s*\n\s*/g, ' '),
};

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function isNode(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Finds the texts of `html` and `css` templates in a syntax tree, nested ones too. */
function edits(node: unknown, code: string, kinds: readonly string[], found: Edit[]): void {
  if (Array.isArray(node)) {
    for (const child of node) edits(child, code, kinds, found);
    return;
  }
  if (!isNode(node)) return;
  if (node.type === 'TaggedTemplateExpression' && isNode(node.tag) && isNode(node.quasi)) {
    const kind = String(node.tag.name);
    const minify = kinds.includes(kind) ? minifiers[kind] : undefined;
    const texts: unknown = node.quasi.quasis;
    for (const text of minify && Array.isArray(texts) ? texts : []) {
      const { start, end } = text;
      found.push({ start, end, text: minify?.(code.slice(start, end)) ?? '' });
    }
  }
  for (const child of Object.values(node)) edits(child, code, kinds, found);
}

/** Minifiers leave template texts alone; markup and styles are half of what the elements are. */
function minifyTemplates(kinds = Object.keys(minifiers)): Plugin {
  return {
    name: 'keepsake:minify-templates',
    enforce: 'post',
    transform(code, id) {
      if (!id.includes('/components/')) return null;
      const found: Edit[] = [];
      edits(this.parse(code).body, code, kinds, found);
      const descending = found.sort((a, b) => b.start - a.start);
      const minified = descending.reduce(
        (text, edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end),
        code,
      );
      return { code: minified, map: null };
    },
  };
}

/** What of Lit no browser here needs: hints for old browsers and other versions, styles as elements. */
const LEAN: Readonly<Record<string, readonly (readonly [string | RegExp, string])[]>> = {
  'reactive-element/reactive-element.js': [
    [/Symbol\.metadata\?\?=.*?new WeakMap;/, ''],
    [/const \w=this\[Symbol\.metadata\];if.*?(?=this\._\$Eh=new Map)/, ''],
    // Attributes are text, numbers and switches; no property converts or keeps a default of its own.
    [/case Object:case Array:t=null==t\?t:JSON\.stringify\(t\)/, ''],
    [/\|\|i\.useDefault&&.*?\(r\._\$Eu\(t,i\)\)/, ''],
    [/\{useDefault:i,reflect:e,wrapped:h\},r\)\{i&&.*?\|\|\((?=this\._\$AL)/, '{reflect:e}){('],
    [/(this\.hasUpdated\|\|)i\|\|(?=\(s=void 0)/, '$1'],
    [
      /const t=this\.constructor\.elementProperties;if\(t\.size>0\)for.*?this\.C\(s,void 0,i,\w\)\}/,
      '',
    ],
    [/,this\.prototype\.hasOwnProperty\(t\)&&\(\(s=.*?wrapped=!0\)/, ''],
    [/"function"==typeof t\.converter\?.*?:u(?=;)/, 'u'],
    [/\(void 0!==i\.converter\?\.toAttribute\?i\.converter:u\)/, 'u'],
    [/\?\?this\._\$Ej\?\.get\(e\)\?\?r/, ''],
    [/case Object:case Array:try\{i=JSON\.parse\(t\)\}catch\(t\)\{i=null\}/, ''],
    [/,\w\?\.\(\{ReactiveElement:\w\}\),\(\w\.reactiveElementVersions.*?\);/, ';'],
  ],
  'reactive-element/css-tag.js': [
    [
      /^.*$/s,
      '\
class CSSResult{constructor(t){this._$cssResult$=!0,this.cssText=t}\
get styleSheet(){return this.o||(this.o=new CSSStyleSheet).replaceSync(this.cssText),this.o}\
toString(){return this.cssText}}\
const unsafeCSS=t=>new CSSResult(t+""),\
css=(t,...e)=>unsafeCSS(e.reduce((s,v,i)=>s+v.cssText+t[i+1],t[0])),\
supportsAdoptingStyleSheets=!0,getCompatibleStyle=t=>t,\
adoptStyles=(r,s)=>{r.adoptedStyleSheets=s.map(t=>t.styleSheet)};\
export{CSSResult,adoptStyles,css,getCompatibleStyle,supportsAdoptingStyleSheets,unsafeCSS}',
    ],
  ],
  'lit-html/lit-html.js': [
    [/,\w=\w\.litHtmlPolyfillSupport;.*?\.push\("[\d.]+"\);/, ';'],
    // No template here is SVG or MathML, holds a comment, or an element whose text is no markup.
    [/2===\w\?"<svg>":3===\w\?"<math>":""/, '""'],
    [/\+\(2===\w\?"<\/svg>":3===\w\?"<\/math>":""\)/, ''],
    [
      /if\((this\.el=\w\.createElement\(\w,\w\),\w\.currentNode=this\.el\.content),2===.*?\}(?=for\()/,
      '$1;',
    ],
    [/\(y\.test\(u\[2\]\)&&\(n=RegExp\(.*?\)\),c=p\)/, 'c=p'],
    [/if\(y\.test\(r\.tagName\)\).*?r\.append\(t\[i\],c\(\)\)\}\}/, ''],
    [/if\((r\.data===n)\)(d\.push\(\{type:2,index:l\}\));else.*?(?=l\+\+\})/, '$1&&$2;'],
    [/,y=\/\^\(\?:script.*?\/i/, ''],
  ],
  'lit-element/lit-element.js': [
    [/,\w\.litElementHydrateSupport.*?litElementPolyfillSupport;.*?\}\);/, ';'],
    [/\(\w\.litElementVersions.*?\);/, ''],
  ],
};

/** Leaves out of Lit what is listed above; another version in which it reads otherwise fails the build. */
function leanLit(): Plugin {
  return {
    name: 'keepsake:lean-lit',
    enforce: 'pre',
    transform(code, id) {
      const file = Object.keys(LEAN).find((end) => id.endsWith(end));
      if (!file) return null;
      const lean = (LEAN[file] ?? []).reduce((text, [what, instead]) => {
        if (text.search(what) < 0) throw new Error(`${file} has no ${what}`);
        return text.replace(what, instead);
      }, code);
      return { code: lean, map: null };
    },
  };
}

/** What renders the tag on a server, and the styles of that markup beside what browsers load. */
function serverRendering(): Plugin {
  return {
    name: 'keepsake:server-rendering',
    generateBundle() {
      for (const { path, text } of Object.values(STYLE_FILES))
        this.emitFile({ type: 'asset', fileName: path, source: text });
    },
    async closeBundle() {
      await build({
        configFile: false,
        logLevel: 'error',
        publicDir: false,
        // The names of style files are made from their texts as they are in the source.
        plugins: [minifyTemplates(['html'])],
        ssr: { noExternal: true },
        build: { ssr: 'components/render/index.ts', outDir: 'dist/render', emptyOutDir: true },
      });
    },
  };
}

/** What chunks are for that are made of many modules; the others' own modules say it. */
const PURPOSES: Readonly<Record<string, string>> = {
  'keepsake-checkout.js':
    'What a saved card is shown, chosen and paid with: the Lit library and the first elements.',
  wallet: 'The page of saved cards, with what each is allowed for.',
  more: 'English words for the parts that come later.',
  consent: 'A permission: its words and the box that grants it.',
  upkeep: 'What brings a saved card up to date, in the checkout and in the wallet.',
  directives: 'Parts of the Lit library that only some elements use.',
  'rolldown-runtime': 'How modules that were built into one file find each other.',
  'frame.js': 'The card fields: what is typed stays in the bank’s frame.',
};

/** The first sentence of a module's opening comment. */
function purposeOf(path: string): string {
  if (!isAbsolute(path)) return '';
  const [, comment = ''] = /^\/\*\*(.*?)\*\//s.exec(readFileSync(path, 'utf8')) ?? [];
  const text = comment
    .replaceAll(/^\s*\*/gm, '')
    .replace(/\s+/g, ' ')
    .trim();
  const first = /^.*?[.](?= |$)/.exec(text)?.[0] ?? text;
  return path.includes('/locale/') ? `Words of the interface: ${first}` : first;
}

/**
 * Puts what every page needs first into the entry itself, so that a page asks once and not twice for
 * it. What comes later finds it under the entry's own name, which a page has loaded by then.
 */
function oneHop(): Plugin {
  const ENTRY = 'keepsake-checkout.js';
  return {
    name: 'keepsake:one-hop',
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
      const first = chunks.find(({ name }) => name === 'checkout');
      const entry = chunks.find(({ fileName }) => fileName === ENTRY);
      if (!first || entry?.code.trim() !== `import"./${first.fileName}";`)
        throw new Error(`${ENTRY} is more than its first part`);
      const home = first.fileName.replace('assets/', './');
      entry.code = first.code.replaceAll('"./', '"./assets/').replaceAll('`./', '`./assets/');
      for (const chunk of chunks)
        chunk.code = chunk.code
          .replaceAll(`"${home}"`, `"../${ENTRY}"`)
          .replaceAll(`"./${first.fileName}"`, `"./${ENTRY}"`);
      delete bundle[first.fileName];
    },
  };
}

/** What a built script imports, as files of the build: with itself, and when it is wanted. */
function importsOf(file: string, text: string) {
  const named = (pattern: RegExp) =>
    [...text.matchAll(pattern)].map(([, path = '']) => posix.join(posix.dirname(file), path));
  return {
    imports: named(/\b(?:from|import) ?"(\.[^"]+)"/g),
    dynamicImports: named(/\bimport\(["`](\.[^"`]+)["`]\)/g),
  };
}

const sha384 = (text: string) => `sha384-${createHash('sha384').update(text).digest('base64')}`;

/**
 * Keeps the record of what was built: `integrity.json`, every file with its hash, and
 * `scripts.json`, every script with its purpose and what loads it. Each entry, whose own name stays,
 * gets a twin that is named by its content, for pages that hold every script to its hash.
 */
function record(): Plugin {
  return {
    name: 'keepsake:record',
    async writeBundle({ dir = '.' }, bundle) {
      const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
      const read = (file: string) => readFileSync(join(dir, file), 'utf8');
      const texts = chunks.map(({ fileName }) => ({
        fileName,
        ...importsOf(fileName, read(fileName)),
      }));
      const isEntryFile = (file: string) => !file.includes('/');
      const scripts = chunks.map(({ fileName, name, isEntry, facadeModuleId, moduleIds }) => {
        const by = (key: 'imports' | 'dynamicImports') =>
          texts.filter((other) => other[key].includes(fileName)).map((other) => other.fileName);
        const purpose =
          PURPOSES[isEntry ? fileName : name] ??
          purposeOf(facadeModuleId ?? moduleIds.at(-1) ?? '');
        // Every part finds the entries where they are; only another entry brings one.
        const loadedBy = isEntry
          ? by('imports').filter(isEntryFile)
          : [...by('imports'), ...by('dynamicImports')];
        const wanted = !isEntry && by('imports').length === 0;
        const when = wanted ? 'when it is wanted' : 'at once, with what loads it';
        return { file: fileName, integrity: sha384(read(fileName)), purpose, when, loadedBy };
      });
      const entries = scripts.filter(({ file }) => isEntryFile(file) && file !== 'frame.js');
      const twinOf = new Map<string, string>();
      for (const entry of entries) {
        const text = read(entry.file)
          .replaceAll(/(["`])\.\/(?!assets\/)/g, '$1../')
          .replaceAll('./assets/', './');
        const hash = createHash('sha256').update(text).digest('base64url').slice(0, 8);
        const file = `assets/${entry.file.replace('.js', `-${hash}.js`)}`;
        writeFileSync(join(dir, file), text);
        twinOf.set(entry.file, file);
        for (const { file: part, loadedBy } of scripts)
          if (!isEntryFile(part) && loadedBy.includes(entry.file)) loadedBy.push(file);
        const purpose = `${entry.purpose} The same file under a name that stays with its content.`;
        const loadedBy: string[] = [];
        scripts.push({ ...entry, file, integrity: sha384(text), purpose, loadedBy });
      }
      for (const { file, loadedBy } of entries)
        for (const other of loadedBy)
          scripts
            .find((script) => script.file === twinOf.get(file))
            ?.loadedBy.push(twinOf.get(other) ?? '');
      const files = readdirSync(dir, { recursive: true, encoding: 'utf8' })
        .filter((file) => /\.(js|css)$/.test(file))
        .sort();
      const integrity = Object.fromEntries(files.map((file) => [file, sha384(read(file))]));
      writeFileSync(join(dir, 'integrity.json'), `${JSON.stringify(integrity, null, 2)}\n`);
      scripts.sort((a, b) => a.file.localeCompare(b.file));
      writeFileSync(join(dir, 'scripts.json'), `${JSON.stringify(scripts, null, 2)}\n`);
    },
  };
}

const FRAME_ENTRY = 'virtual:frame';

/** Brings the frame's script and its stylesheet, which does not know each other, into one build. */
function frameEntry(): Plugin {
  return {
    name: 'keepsake:frame-entry',
    resolveId: (id) => (id === FRAME_ENTRY ? `\0${FRAME_ENTRY}` : null),
    load: (id) =>
      id === `\0${FRAME_ENTRY}`
        ? "import '/server/bank/frame/frame.css'; import '/server/bank/frame/main.ts';"
        : null,
  };
}

const LANGUAGES = 'components/locale/locales';
/** All languages at once, and what they are built by. */
const languagesHash = createHash('sha256');
for (const file of readdirSync(LANGUAGES).sort())
  languagesHash.update(readFileSync(join(LANGUAGES, file)));
languagesHash.update(readFileSync('vite.config.ts')).update(readFileSync('package-lock.json'));
const LANGUAGES_NAME = languagesHash.digest('base64url').replace(/[_-]/g, '').slice(0, 8);

/**
 * Files are named by their content. The first tables of the languages share one name, which every
 * page carries once instead of thirty times; they import nothing, so their sources are their content.
 */
function nameOf({ facadeModuleId }: { readonly facadeModuleId?: string | null }): string {
  const isLanguage = facadeModuleId?.includes(LANGUAGES) === true;
  return isLanguage ? `assets/[name]-${LANGUAGES_NAME}.js` : 'assets/[name]-[hash].js';
}

const elements: UserConfig = {
  base: './',
  publicDir: false,
  plugins: [leanLit(), minifyTemplates(), serverRendering(), oneHop(), record()],
  build: {
    outDir: 'dist/elements',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: false,
    // As a library: an application's build would wrap every import() into a preloader.
    lib: {
      entry: {
        'keepsake-checkout': 'components/define.ts',
        'keepsake-wallet': 'components/define-wallet.ts',
      },
      formats: ['es'],
    },
    rolldownOptions: {
      output: {
        minify: { compress: true, mangle: true, codegen: { removeWhitespace: true } },
        // Nearly all of it runs at once: browsers that know the hint compile it beside the page's thread.
        postBanner: ({ name }) => (name === 'checkout' ? '//# allFunctionsCalledOnLoad' : ''),
        entryFileNames: '[name].js',
        chunkFileNames: nameOf,
        codeSplitting: {
          groups: [
            { name: 'checkout', test: (id) => FIRST.some((part) => part.test(id)) },
            { name: 'more', test: /locale\/(en-)?more/ },
            // Both lazy parts of the checkout and the wallet need these; neither may drag the other in.
            { name: 'consent', test: /components\/(consent|later-events)/ },
            { name: 'upkeep', test: UPKEEP },
            { name: 'directives', test: /node_modules\/(lit|lit-html|@lit)\/.*directive/ },
            { name: 'wallet', test: /\/wallet(?!\/(?!en\.)[a-z]{2}(-[a-z]+)?\.ts)[\w/-]*\.ts$/ },
          ],
        },
      },
    },
  },
};

const frame: UserConfig = {
  base: './',
  publicDir: false,
  plugins: [frameEntry(), record()],
  build: {
    outDir: 'dist/frame',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: false,
    cssCodeSplit: false,
    rolldownOptions: {
      input: FRAME_ENTRY,
      output: {
        entryFileNames: 'frame.js',
        assetFileNames: 'frame[extname]',
        codeSplitting: false,
      },
    },
  },
};

export default defineConfig(({ mode }) => (mode === 'frame' ? frame : elements));
