/** @jsxImportSource vue */
/** What the compiler must accept and refuse about the tags in Vue. It is checked, never run. */
import type { GlobalComponents } from 'vue';
import type { VueProps } from '../../components/types/vue.ts';

export const right = (
  <keepsake-checkout
    client-secret="cs_test_1_secret_2"
    locale="de"
    class={['wide']}
    onKeepsakeComplete={(event) => event.detail.redirectUrl satisfies string | null}
  />
);

export const wrong = [
  // @ts-expect-error a secret is text
  <keepsake-checkout client-secret={1} />,
  // @ts-expect-error a change has no redirect
  <keepsake-checkout onKeepsakeChange={({ detail }) => detail.redirectUrl} />,
];

/** What an editor reads for templates. */
type Template = InstanceType<GlobalComponents['keepsake-checkout']>['$props'];
export const inTemplates = (props: Template): VueProps<'keepsake-checkout'>['client-secret'] =>
  props['client-secret'];
