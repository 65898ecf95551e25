/**
 * Two builds. `vite build`: the elements, two entries with stable names that import files named by
 * their content. `vite build --mode frame`: the bank's card frame, one script and one stylesheet
 * with fixed names, because its page names them.
 */
import { defineConfig, type Plugin, type UserConfig } from 'vite';

/** What is fetched at once; everything else under `components/` comes when it is wanted. */
const FIRST = [
  /node_modules\/(lit|@lit)(?!.*directive)/,
  /components\/(methods|consent|summary|pay-button|session(?!\/wallet)|shared|events)/,
  /components\/checkout\/(?!advice|problem|receipt|outcome)/,
  /components\/locale\/(en|format|localize)\.ts/,
];

const minifiers: Readonly<Record<string, (text: string) => string>> = {
  css: (text) =>
    text
      .replace(/\/\*.*?\*\//gs, '')
      .replace(/\s+/g, ' ')
      .replace(/ ?([{};,>]) ?/g, '$1')
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
function edits(node: unknown, code: string, found: Edit[]): void {
  if (Array.isArray(node)) {
    for (const child of node) edits(child, code, found);
    return;
  }
  if (!isNode(node)) return;
  if (node.type === 'TaggedTemplateExpression' && isNode(node.tag) && isNode(node.quasi)) {
    const minify = minifiers[String(node.tag.name)];
    const texts: unknown = node.quasi.quasis;
    for (const text of minify && Array.isArray(texts) ? texts : []) {
      const { start, end } = text;
      found.push({ start, end, text: minify?.(code.slice(start, end)) ?? '' });
    }
  }
  for (const child of Object.values(node)) edits(child, code, found);
}

/** Minifiers leave template texts alone; markup and styles are half of what the elements are. */
function minifyTemplates(): Plugin {
  return {
    name: 'keepsake:minify-templates',
    enforce: 'post',
    transform(code, id) {
      if (!id.includes('/components/')) return null;
      const found: Edit[] = [];
      edits(this.parse(code).body, code, found);
      const descending = found.sort((a, b) => b.start - a.start);
      const minified = descending.reduce(
        (text, edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end),
        code,
      );
      return { code: minified, map: null };
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

const elements: UserConfig = {
  base: './',
  publicDir: false,
  plugins: [minifyTemplates()],
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
        entryFileNames: '[name].js',
        chunkFileNames: 'assets/[name]-[hash].js',
        codeSplitting: {
          groups: [
            { name: 'checkout', test: (id) => FIRST.some((part) => part.test(id)) },
            { name: 'more', test: /locale\/(en-)?more/ },
            // Both a lazy part of the checkout and the wallet need these; neither may drag the other in.
            { name: 'directives', test: /node_modules\/(lit|lit-html|@lit)\/.*directive/ },
            { name: 'wallet', test: /\/wallet(?!\/(ar|de|es|fr)\.ts)[\w/-]*\.ts$/ },
          ],
        },
      },
    },
  },
};

const frame: UserConfig = {
  base: './',
  publicDir: false,
  plugins: [frameEntry()],
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
