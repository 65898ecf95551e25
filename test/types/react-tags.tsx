/** @jsxImportSource react */
/** What the compiler must accept and refuse about the tags in React. It is checked, never run. */
import type {} from '../../components/types/react.ts';

export const right = [
  <keepsake-checkout
    key="checkout"
    client-secret="cs_test_1_secret_2"
    api="https://pay.example"
    locale="de"
    theme={null}
    className="wide"
    ref={(checkout) => void checkout?.confirm()}
    onkeepsake-complete={(event) => event.detail.redirectUrl satisfies string | null}
    onkeepsake-error={({ detail }) => detail.declineCode satisfies string | null}
  />,
  <keepsake-wallet key="wallet" client-secret="cuss_1_secret_2" />,
];

export const wrong = [
  // @ts-expect-error a secret is text
  <keepsake-checkout key="1" client-secret={1} />,
  // @ts-expect-error a locale is text
  <keepsake-wallet key="2" locale={{}} />,
  // @ts-expect-error a change has no redirect
  <keepsake-checkout key="3" onkeepsake-change={({ detail }) => detail.redirectUrl} />,
  // @ts-expect-error no such attribute
  <keepsake-checkout key="4" colour="red" />,
  // @ts-expect-error no such tag
  <keepsake-till key="5" />,
];
