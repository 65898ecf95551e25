/** @jsxImportSource vue */
/** What the compiler must accept and refuse about the tags in Vue. It is checked, never run. */
import type { GlobalComponents } from 'vue';
import type {} from '../../components/types/vue.ts';

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
  // @ts-expect-error no such attribute
  <keepsake-checkout client-secret="cs_test_1_secret_2" colour="red" />,
  // @ts-expect-error no such event
  <keepsake-checkout onKeepsakePaid={() => {}} />,
  // @ts-expect-error a change has no redirect
  <keepsake-checkout onKeepsakeChange={({ detail }) => detail.redirectUrl} />,
];

/** What editors and `vue-tsc` read for templates, where `client-secret` is asked for as `clientSecret`. */
type Template = InstanceType<GlobalComponents['keepsake-checkout']>['$props'];
export const inTemplates: Template = {
  clientSecret: 'cs_test_1_secret_2',
  locale: 'de',
  class: ['wide'],
  onKeepsakeComplete: (event) => event.detail.redirectUrl satisfies string | null,
};
export const wrongInTemplates: Template[] = [
  // @ts-expect-error a secret is text
  { clientSecret: 1 },
  // @ts-expect-error a change has no redirect
  { onKeepsakeChange: ({ detail }) => detail.redirectUrl },
  // @ts-expect-error no such attribute
  { colour: 'red' },
];
