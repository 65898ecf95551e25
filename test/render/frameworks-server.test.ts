/**
 * Frameworks that render on a server first: there the tag is markup like any other, with its
 * attributes and without its listeners; nothing of ours runs.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createElement } from 'react';
import { renderToString as renderReact } from 'react-dom/server';
import { createSSRApp, h } from 'vue';
import { renderToString as renderVue } from 'vue/server-renderer';
import type { ReactProps } from '../../components/types/react.ts';
import type { VueProps } from '../../components/types/vue.ts';

const MARKUP =
  '<keepsake-checkout client-secret="cs_test_1_secret_2" locale="de"></keepsake-checkout>';

test('React writes the tag with its attributes', () => {
  const props: ReactProps<'keepsake-checkout'> = {
    'client-secret': 'cs_test_1_secret_2',
    locale: 'de',
    'onkeepsake-complete': (event) => event.preventDefault(),
  };
  assert.equal(renderReact(createElement('keepsake-checkout', props)), MARKUP);
});

test('Vue writes the tag with its attributes', async () => {
  const props = {
    'client-secret': 'cs_test_1_secret_2',
    locale: 'de',
    onKeepsakeComplete: (event) => event.preventDefault(),
  } satisfies VueProps<'keepsake-checkout'>;
  const app = createSSRApp({ render: () => h('keepsake-checkout', props) });
  assert.equal(await renderVue(app), MARKUP);
});
