/**
 * Makes a tag part of the form around it: it submits one value, holds the form back until it has
 * one, and goes with the form's reset, disabling and restoring. It knows not what the value means.
 */
export class FormControl {
  readonly #internals: ElementInternals | null;

  /** @param host of a class with `static formAssociated = true` */
  constructor(host: HTMLElement) {
    // Some servers' documents know elements, but no forms.
    this.#internals = typeof host.attachInternals === 'function' ? host.attachInternals() : null;
  }

  get form(): HTMLFormElement | null {
    return this.#internals?.form ?? null;
  }

  /**
   * @param value what is submitted under the tag's name; null for nothing
   * @param choice what a browser may bring back with the page; never anything typed
   */
  hold(value: string | null, choice: string | null): void {
    this.#internals?.setFormValue(value, choice);
  }

  /** @param missing why the form cannot be submitted yet, in words; null when it can */
  demand(missing: string | null): void {
    if (missing) this.#internals?.setValidity({ valueMissing: true }, missing);
    else this.#internals?.setValidity({});
  }
}
