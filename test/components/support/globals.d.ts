/** What the test runner's framework puts on the page, as far as these tests use it. */
type Step = () => unknown;
type Hook = (step: Step) => void;

declare function describe(name: string, body: () => void): void;
declare const it: { (name: string, step: Step): void; readonly skip: typeof it };
declare const before: Hook;
declare const after: Hook;
declare const beforeEach: Hook;
declare const afterEach: Hook;
