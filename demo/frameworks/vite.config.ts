/**
 * One build for the four pages. `npx vite demo/frameworks` serves them at `/react/`, `/vue/`,
 * `/svelte/` and `/angular/` beside an API that `npm start` runs.
 */
import { fileURLToPath } from 'node:url';
import { compile, compileModule } from 'svelte/compiler';
import { defineConfig, type Plugin } from 'vite';
import { createOrders } from './orders.ts';

/** Svelte's own compiler, without more around it. */
function svelte(): Plugin {
  return {
    name: 'svelte',
    transform(code, id) {
      const filename = id.split('?', 1)[0] ?? id;
      if (filename.endsWith('.svelte')) return compile(code, { filename, generate: 'client' }).js;
      // Types were taken out already.
      return /\.svelte\.ts$/.test(filename)
        ? compileModule(code, { filename, generate: 'client' }).js
        : null;
    },
  };
}

function shop(): Plugin {
  const orders = createOrders({
    api: process.env.PUBLIC_URL ?? 'http://localhost:4242',
    secretKey: process.env.KEEPSAKE_SECRET_KEY ?? 'sk_test_keepsake',
  });
  return { name: 'shop', configureServer: ({ middlewares }) => void middlewares.use(orders) };
}

const page = (name: string) => fileURLToPath(new URL(`${name}/index.html`, import.meta.url));

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  appType: 'mpa',
  plugins: [svelte(), shop()],
  // Which framework's JSX it is, each file says itself.
  oxc: { jsx: { runtime: 'automatic' } },
  resolve: { conditions: ['browser', 'module', 'production'] },
  build: {
    outDir: fileURLToPath(new URL('../../dist/frameworks', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    // Angular brings its compiler along, since templates are compiled in the browser here.
    chunkSizeWarningLimit: 1_200,
    rolldownOptions: { input: ['react', 'vue', 'svelte', 'angular'].map(page) },
  },
});
